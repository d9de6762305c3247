package org.armature.demo.prompt;

import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.armature.client.StoreException;
import org.armature.demo.prompt.Session.Name;
import org.armature.demo.screen.Screen;

/** The words one can type at the prompt. */
final class Commands {
    static final List<String> WORDS =
            List.of("get", "put", "delete", "conflict", "kill", "start", "ring", "status", "help", "exit");

    static final String HELP = """
              get TABLE/KEY         read an object, such as cart/alice
              put TABLE/KEY VALUE   write one in place of what you last saw of it
              delete TABLE/KEY      delete what is there
              conflict TABLE/KEY    let two clients write at once, and see the siblings
              kill NODE             SIGKILL to n1, n2 or n3; then go on writing
              start NODE            bring it back
              ring [TABLE/KEY]      where an object lives
              status                the nodes and what they hold
              exit                  end the demo""".indent(2).stripTrailing();

    private final Session session;
    private final Operator operator;
    private final Screen screen;

    Commands(Session session, Operator operator, Screen screen) {
        this.session = session;
        this.operator = operator;
        this.screen = screen;
    }

    /** @return whether to go on */
    boolean run(String line) throws InterruptedException {
        String[] words = line.strip().split("\\s+", 3);
        if (words[0].equals("exit") || words[0].equals("quit")) {
            return false;
        }
        try {
            if (!words[0].isEmpty()) {
                carryOut(words);
            }
        } catch (StoreException | IOException | IllegalArgumentException | NoSuchElementException e) {
            screen.line(e.getMessage());
        }
        return true;
    }

    private void carryOut(String[] words) throws IOException, InterruptedException {
        switch (words[0]) {
            case "get" -> session.get(name(words));
            case "put" -> session.put(name(words), word(words, 2, "VALUE"));
            case "delete" -> session.delete(name(words));
            case "conflict" -> session.conflict(name(words));
            case "kill" -> operator.kill(word(words, 1, "NODE"));
            case "start" -> operator.start(word(words, 1, "NODE"));
            case "ring" -> operator.ring(words.length > 1 ? Optional.of(name(words)) : Optional.empty());
            case "status" -> operator.status();
            case "help" -> screen.line(HELP);
            default -> screen.line("there is no " + words[0] + " here; help lists what there is");
        }
    }

    private static Name name(String[] words) {
        return Name.of(word(words, 1, "TABLE/KEY"));
    }

    private static String word(String[] words, int index, String what) {
        if (words.length <= index) {
            throw new IllegalArgumentException(words[0] + " needs " + what + "; help shows how");
        }
        return words[index];
    }
}
