package org.armature.simulator.workload;

import java.util.List;
import org.armature.model.Key;
import org.armature.model.RequestId;
import org.armature.model.TableName;
import org.armature.protocol.Message;

/** Writes down what clients do and are told. */
public interface Book {
    /** How the names of deletions begin. */
    String DELETION = "delete:";

    /** A call begins: a client asks for something. */
    Entry began(String client, Kind kind, TableName table, Key key, Asked asked, long at);

    /** What a call was. */
    enum Kind {
        PUT,
        DELETE,
        GET
    }

    /**
     * @param name of the value that is written; of a delete, its own; empty for a get
     * @param seen what its client had read before
     */
    record Asked(
            String name, RequestId request, Operations.Seen seen, Message.ReadWish reading, Message.WriteWish writing) {
        public static final RequestId NO_REQUEST = new RequestId(0, 0);
    }

    /** A call under way. */
    interface Entry {
        void ended(Asking.Ending ending, long at);
    }

    /** The names of what a read has shown. */
    List<String> shown(TableName table, Key key, Message.GetReply reply);

    /** How a deletion is named in what others have seen. */
    static String deletion(RequestId request) {
        return DELETION + request;
    }
}
