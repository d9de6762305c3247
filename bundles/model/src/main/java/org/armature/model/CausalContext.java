package org.armature.model;

import java.util.Base64;

/**
 * What a client had seen when it read, opaque to it: it passes the context of a get to the put that replaces what was
 * read (Dynamo §4.1). Authenticated by the node that made it and bound to table and key.
 *
 * @param token the bytes only nodes of the cluster can make and check
 */
public record CausalContext(Bytes token) {
    /** Of a client that has read nothing: a put with it replaces nothing. */
    public static final CausalContext NONE = new CausalContext(Bytes.EMPTY);

    public boolean isNone() {
        return token.length() == 0;
    }

    /**
     * The inverse of {@link #toString()}.
     *
     * @throws IllegalArgumentException if the text is not base64url
     */
    public static CausalContext parse(String text) {
        return new CausalContext(Bytes.wrap(Base64.getUrlDecoder().decode(text)));
    }

    /** In base64url without padding: letters, digits, {@code -} and {@code _}. */
    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.shared());
    }
}
