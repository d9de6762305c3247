package org.armature.server;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.armature.model.Bytes;
import org.armature.model.TableName;
import org.armature.node.TreeName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the hash trees of a node's stores while it is stopped. What the file says is true of the stores as one clean stop has
 * left them and of no others: so it names the life that ended with that stop, is taken away before the node serves, and is
 * heeded only by the start that follows. All others work the trees out anew, and never fail because of this file.
 */
final class TreesFile {
    private static final Logger LOG = LoggerFactory.getLogger(TreesFile.class);
    private static final int FORMAT = 1;
    private static final int CRC_BYTES = Integer.BYTES;

    /**
     * Which of a node's lives, from a start to a stop.
     *
     * @param nextEpoch the first key epoch that it has left unused; no other life of the incarnation has left the same
     */
    record Life(long incarnation, long nextEpoch) {}

    /** Why what is in the file is not taken. */
    private static final class NotTaken extends Exception {
        private static final long serialVersionUID = 1L;

        NotTaken(String why) {
            super(why);
        }
    }

    private final Path file;
    private final int partitions;

    /** @param partitions Q of the ring */
    TreesFile(Path file, int partitions) {
        this.file = file;
        this.partitions = partitions;
    }

    /**
     * After a start that is proven clean: the trees as they were at the stop before, which no other start can have any more.
     *
     * @param life that ended with that stop
     * @param engine which one keeps the table now; of tables that another one kept there are no trees
     */
    SortedMap<TreeName, Bytes> take(Life life, Function<TableName, Optional<String>> engine) {
        SortedMap<TreeName, Bytes> trees = Collections.emptySortedMap();
        try {
            trees = read(Files.readAllBytes(file), life, engine);
            LOG.info("hash trees taken over trees={}", trees.size());
        } catch (NoSuchFileException e) {
            anew("the stop before left none");
        } catch (IOException | NotTaken e) {
            anew(e instanceof NotTaken ? e.getMessage() : e.toString());
        }
        remove();
        return trees;
    }

    /** After any other start. */
    void drop(String why) {
        anew(why);
        remove();
    }

    private static void anew(String why) {
        LOG.info(
                "hash trees worked out anew reason=\"{}\" effect=\"every store is gone through once; until then what it holds"
                        + " is compared with other replicas store by store, as each is done\"",
                why);
    }

    private void remove() {
        try {
            DurableFile.delete(file);
        } catch (IOException e) {
            LOG.warn(
                    "hash trees of before stay on disk file={} reason=\"{}\" effect=\"none: no later start takes them\"",
                    file,
                    e.toString());
        }
    }

    /** When everything is closed, and before that is marked. */
    void write(Life life, Function<TableName, Optional<String>> engine, SortedMap<TreeName, Bytes> trees) {
        try {
            DurableFile.write(file, bytes(life, engine, trees));
            LOG.info("hash trees kept trees={}", trees.size());
        } catch (IOException e) {
            LOG.warn("hash trees not kept reason=\"{}\" effect=\"the next start works them out anew\"", e.toString());
        }
    }

    private byte[] bytes(Life life, Function<TableName, Optional<String>> engine, SortedMap<TreeName, Bytes> trees)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(FORMAT);
        out.writeLong(life.incarnation());
        out.writeLong(life.nextEpoch());
        out.writeInt(partitions);
        out.writeInt(trees.size());
        for (var tree : trees.entrySet()) {
            TableName table = tree.getKey().table();
            out.writeUTF(table.instance());
            out.writeUTF(table.table());
            out.writeUTF(engine.apply(table).orElse(""));
            out.writeInt(tree.getKey().partition());
            out.writeInt(tree.getValue().length());
            out.write(tree.getValue().shared());
        }
        out.writeInt(crc(bytes.toByteArray(), bytes.size()));
        return bytes.toByteArray();
    }

    private SortedMap<TreeName, Bytes> read(byte[] bytes, Life life, Function<TableName, Optional<String>> engine)
            throws IOException, NotTaken {
        int length = bytes.length - CRC_BYTES;
        if (length < 0 || crc(bytes, length) != ByteBuffer.wrap(bytes).getInt(length)) {
            throw new NotTaken("the file " + file.getFileName() + " is damaged");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length));
        if (in.readInt() != FORMAT) {
            throw new NotTaken("another version wrote the file " + file.getFileName());
        }
        if (!life.equals(new Life(in.readLong(), in.readLong()))) {
            throw new NotTaken("the file " + file.getFileName() + " was not left by the stop before");
        }
        int q = in.readInt();
        if (q != partitions) {
            throw new NotTaken("the file " + file.getFileName() + " is of a ring of " + q
                    + " partitions, and this one has " + partitions);
        }
        return trees(in, engine);
    }

    private static SortedMap<TreeName, Bytes> trees(DataInputStream in, Function<TableName, Optional<String>> engine)
            throws IOException {
        SortedMap<TreeName, Bytes> trees = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            TableName table = new TableName(in.readUTF(), in.readUTF());
            String keeper = in.readUTF();
            TreeName name = new TreeName(table, in.readInt());
            byte[] tree = in.readNBytes(in.readInt());
            if (engine.apply(table).equals(Optional.of(keeper))) {
                trees.put(name, Bytes.wrap(tree));
            }
        }
        return trees;
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
