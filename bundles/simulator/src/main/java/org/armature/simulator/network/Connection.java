package org.armature.simulator.network;

/**
 * One TCP connection. Each direction keeps its order, unless its {@link Path} is told to break it. A message counts as
 * sent as soon as this side believes that the connection stands.
 */
public final class Connection {
    /** As the transport's limit: what waits beyond it is refused. */
    private static final long HIGH_WATER_BYTES = 8 << 20;

    /** What one side knows, and what is on its way to it. */
    private static final class Side {
        private final int host;
        private End end;
        private boolean open;
        private long lastArrival;
        private long bytesUnderWay;

        Side(int host) {
            this.host = host;
        }
    }

    private final Network network;
    private final Side opener;
    private final Side acceptor;
    private boolean decided;

    Connection(Network network, int opener, int acceptor, End openerEnd) {
        this.network = network;
        this.opener = new Side(opener);
        this.acceptor = new Side(acceptor);
        this.opener.end = openerEnd;
    }

    public int opener() {
        return opener.host;
    }

    public int acceptor() {
        return acceptor.host;
    }

    /** Called by the process that was connected to: it takes the connection. */
    public void welcome(End end, long incarnation) {
        acceptor.end = end;
        acceptor.open = true;
        network.carry(acceptor.host, opener.host, arrivalAt -> ordered(opener, arrivalAt), () -> {
            if (!decided && acceptor.open) {
                decided = true;
                opener.open = true;
                opener.end.opened(this, incarnation);
            }
        });
    }

    boolean isDecided() {
        return decided;
    }

    /** It will never stand. */
    void fail(String reason) {
        if (!decided) {
            decided = true;
            acceptor.open = false;
            opener.end.closed(this, reason);
        }
    }

    /**
     * @param byOpener which side sends
     * @return false if that side knows that the connection is closed, or too much waits on it: nothing was sent
     */
    public boolean send(boolean byOpener, byte[] frame) {
        Side from = byOpener ? opener : acceptor;
        Side to = byOpener ? acceptor : opener;
        if (!from.open || to.bytesUnderWay > HIGH_WATER_BYTES) {
            return false;
        }
        to.bytesUnderWay += frame.length;
        network.carryMessage(this, from.host, to.host, frame, byOpener);
        return true;
    }

    /** When a packet that would arrive then does arrive: after all that were sent before it. */
    long ordered(boolean toAcceptor, long arrivalAt) {
        return ordered(toAcceptor ? acceptor : opener, arrivalAt);
    }

    private static long ordered(Side to, long arrivalAt) {
        to.lastArrival = Math.max(to.lastArrival + 1, arrivalAt);
        return to.lastArrival;
    }

    void arrived(boolean atAcceptor, byte[] frame, boolean counts) {
        Side to = atAcceptor ? acceptor : opener;
        if (counts) {
            to.bytesUnderWay -= frame.length;
        }
        if (to.open) {
            to.end.received(this, frame);
        } else {
            Side from = atAcceptor ? opener : acceptor;
            network.refuse(to.host, from.host, () -> lose(from, "connection reset by peer"));
        }
    }

    void lost(boolean onWayToAcceptor, byte[] frame) {
        (onWayToAcceptor ? acceptor : opener).bytesUnderWay -= frame.length;
    }

    /** This side ends it; the other one learns of it once that has travelled. */
    public void close(boolean byOpener, String reason) {
        Side from = byOpener ? opener : acceptor;
        Side to = byOpener ? acceptor : opener;
        if (from.open) {
            from.open = false;
            network.carry(from.host, to.host, arrivalAt -> ordered(to, arrivalAt), () -> lose(to, reason));
        }
    }

    /** The side's machine lost its power: nobody is told. */
    public void vanish(boolean openerSide) {
        (openerSide ? opener : acceptor).open = false;
        decided |= openerSide; // the opener of a connection to a dead machine waits until its handshake times out
    }

    /** Something in between resets it: both sides learn at once, and what is under way is lost. */
    public void reset() {
        lose(opener, "connection reset");
        lose(acceptor, "connection reset");
    }

    public boolean isOpenAtAcceptor() {
        return acceptor.open;
    }

    public boolean isOpenAtOpener() {
        return opener.open;
    }

    private void lose(Side side, String reason) {
        if (side.open) {
            side.open = false;
            side.end.closed(this, reason);
        }
    }
}
