package org.armature.simulator.mutant;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles a source file with a change in it, in memory; nothing on disk is changed. */
final class MutantCompiler {
    private final Path bundles;
    private final String classPath;

    /** @param bundles the folder of all modules */
    MutantCompiler(Path bundles, String classPath) {
        this.bundles = bundles;
        this.classPath = classPath;
    }

    /** @return the bytes of each class of the file, by its name */
    Map<String, byte[]> compile(Mutant mutant) {
        return compile(mutant.name(), mutant.source(), mutant.find(), mutant.replacement());
    }

    /**
     * @param name of the change
     * @param path of the file, from the folder of the bundles
     * @param find occurs exactly once in it
     * @return the bytes of each class of the file, by its name
     */
    Map<String, byte[]> compile(String name, String path, String find, String replacement) {
        Path file = bundles.resolve(path);
        String source = read(file);
        int first = source.indexOf(find);
        if (first < 0 || source.indexOf(find, first + 1) >= 0) {
            throw new AssertionError(
                    name + ": its text must occur once in " + path + ", which has changed since: " + find);
        }
        String changed = source.replace(find, replacement);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, null, null);
                Memory memory = new Memory(files)) {
            boolean compiled = compiler.getTask(
                            null,
                            memory,
                            problems,
                            List.of("-proc:none", "-classpath", classPath),
                            null,
                            List.of(new Source(file.toUri(), changed)))
                    .call();
            if (!compiled) {
                throw new AssertionError(name + " does not compile: " + problems.getDiagnostics());
            }
            return memory.classes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(URI uri, String text) {
            super(uri, Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> written = new TreeMap<>();

        Memory(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("mem:///" + className.replace('.', '/')), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    written.put(className, bytes);
                    return bytes;
                }
            };
        }

        Map<String, byte[]> classes() {
            Map<String, byte[]> classes = new TreeMap<>();
            written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
            return classes;
        }
    }
}
