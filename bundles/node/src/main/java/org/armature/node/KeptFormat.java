package org.armature.node;

import org.armature.model.Version;
import org.armature.protocol.ProtocolException;
import org.armature.replication.HintCopy;
import org.armature.replication.LocalCopy;
import org.armature.storage.StoreKind;

/** How what a node keeps of a key is written in its store. */
interface KeptFormat<C> {
    StoreKind kind();

    byte[] encode(C copy);

    /** Whether there is more to it than what was deleted. */
    boolean holdsValue(C copy);

    /** @throws ProtocolException if the bytes are damaged */
    C decode(byte[] stored) throws ProtocolException;

    KeptFormat<LocalCopy> OBJECT = new KeptFormat<>() {
        @Override
        public StoreKind kind() {
            return StoreKind.OBJECTS;
        }

        @Override
        public byte[] encode(LocalCopy copy) {
            return copy.encode();
        }

        @Override
        public boolean holdsValue(LocalCopy copy) {
            for (Version version : copy.set().versions()) {
                if (!version.isTombstone()) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public LocalCopy decode(byte[] stored) throws ProtocolException {
            return LocalCopy.decode(stored);
        }
    };

    KeptFormat<HintCopy> HINT = new KeptFormat<>() {
        @Override
        public StoreKind kind() {
            return StoreKind.HINTS;
        }

        @Override
        public byte[] encode(HintCopy copy) {
            return copy.encode();
        }

        @Override
        public boolean holdsValue(HintCopy copy) {
            return true;
        }

        @Override
        public HintCopy decode(byte[] stored) throws ProtocolException {
            return HintCopy.decode(stored);
        }
    };
}
