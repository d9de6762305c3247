package org.armature.simulator.balance;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a text file line by line; blank lines and those that begin with {@code #} say nothing. */
final class TextLines {
    private static final int MOST_PROBLEMS = 20;

    private TextLines() {}

    /** One line, without spaces at its ends. */
    @FunctionalInterface
    interface Reader {
        /** @throws IllegalArgumentException with what is wrong about it */
        void read(String line, int number);
    }

    /** @throws WrongInput if the file can't be read, or with every line that is wrong, up to 20 of them */
    static void read(Path file, Reader reader) throws WrongInput {
        List<String> problems = new ArrayList<>();
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String text = line.strip();
                if (text.isEmpty() || text.startsWith("#")) {
                    continue;
                }
                try {
                    reader.read(text, number);
                } catch (IllegalArgumentException e) {
                    problems.add(file + ":" + number + ": " + e.getMessage());
                }
                if (problems.size() == MOST_PROBLEMS) {
                    problems.add("and what follows was not looked at");
                    break;
                }
            }
        } catch (NoSuchFileException e) {
            throw new WrongInput("there is no file " + file, e);
        } catch (CharacterCodingException e) {
            throw new WrongInput(file + ":" + (number + 1) + ": from about this line on it is not UTF-8 text", e);
        } catch (IOException e) {
            throw new WrongInput(file + " can't be read: " + e.getMessage(), e);
        }
        if (!problems.isEmpty()) {
            throw new WrongInput(String.join("\n", problems));
        }
    }
}
