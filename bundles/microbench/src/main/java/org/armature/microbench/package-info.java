/**
 * JMH benchmarks of the parts every request goes through. They say what a part costs alone; what the store as a whole
 * does, {@code armature bench} measures.
 *
 * <p>To run them: {@code mvn -q -Pjmh -DskipTests -pl bundles/microbench -am verify}; one of them, with any options of
 * JMH: {@code -Djmh="JePut -f 3"}.
 */
package org.armature.microbench;
