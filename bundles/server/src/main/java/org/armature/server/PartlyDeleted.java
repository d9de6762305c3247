package org.armature.server;

import org.armature.model.TableName;
import org.armature.storage.StorageException;

/** An engine failed while what a table had stored was deleted; the message says what is gone, and what to do. */
final class PartlyDeleted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param deleted stores that are gone
     * @param left stores that are not, as far as they could be listed
     */
    PartlyDeleted(TableName table, int deleted, int left, StorageException cause) {
        super(
                what(table, deleted, left) + ": " + cause.getMessage()
                        + ". Once that is mended, say `armature config delete-data " + table
                        + " --for-good` again, which goes on with what is left",
                cause);
    }

    private static String what(TableName table, int deleted, int left) {
        if (deleted == 0) {
            return "nothing of table " + table + " was deleted";
        }
        String gone = deleted + " of " + (deleted + left) + " stores of table " + table + " were deleted, for good";
        return left == 0 ? gone + ", and that could not be forced to the disk" : gone + ", and " + left + " were not";
    }
}
