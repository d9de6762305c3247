package org.armature.bench.migrate;

/** Steps of a table's move at which a node is killed. */
enum Step {
    /** Right after the order: both engines are given every write. */
    BEGUN("begun"),
    /** Some stores are known to be equal. */
    COPYING("copied and compared"),
    /** The new engine serves, the former one is given every write. */
    SWITCHED("switched"),
    /** The former copy is being removed. */
    REMOVING_FORMER("former copy removed"),
    /** It was told to move back. */
    RETURNING("moved back"),
    /** The copy of the engine that served meanwhile is being removed. */
    REMOVING_NEW("other copy removed");

    private final String title;

    Step(String title) {
        this.title = title;
    }

    /** For people, at most 20 characters. */
    String title() {
        return title;
    }
}
