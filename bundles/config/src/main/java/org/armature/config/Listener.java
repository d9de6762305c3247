package org.armature.config;

/**
 * Where one kind of caller is served.
 *
 * @param bind the address listened on; port 0 lets the system choose
 * @param advertised what others are told to connect to; port 0 stands for the one chosen
 */
public record Listener(Address bind, Address advertised) {

    /** What others are told once the listener is bound. */
    public Address advertised(int boundPort) {
        return advertised.port() == 0 ? advertised.withPort(boundPort) : advertised;
    }
}
