package org.armature.demo.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.random.RandomGenerator;
import org.armature.model.Bytes;

/** A picture any viewer shows: an uncompressed Windows bitmap of 24 bits a pixel, so its size follows from its sides. */
final class Bitmap {
    private static final int HEADER_BYTES = 54;
    private static final int INFO_BYTES = 40;
    private static final int PIXELS_PER_METRE = 2_835;

    private Bitmap() {}

    /** @param side in pixels, a multiple of 4, so that no row needs padding */
    static Bytes draw(int side, RandomGenerator random) {
        int pixelBytes = 3 * side * side;
        ByteBuffer file = ByteBuffer.allocate(HEADER_BYTES + pixelBytes).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 'B').put((byte) 'M').putInt(file.capacity()).putInt(0).putInt(HEADER_BYTES);
        file.putInt(INFO_BYTES).putInt(side).putInt(side).putShort((short) 1).putShort((short) 24);
        file.putInt(0)
                .putInt(pixelBytes)
                .putInt(PIXELS_PER_METRE)
                .putInt(PIXELS_PER_METRE)
                .putInt(0)
                .putInt(0);
        int[] tint = {random.nextInt(256), random.nextInt(256), random.nextInt(256)};
        int radius = side / 6 + random.nextInt(side / 4);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                putPixel(file, side, x, y, radius, tint, random.nextInt(24));
            }
        }
        return Bytes.wrap(file.array());
    }

    /** A round thing on a shaded ground, with some grain. */
    private static void putPixel(ByteBuffer file, int side, int x, int y, int radius, int[] tint, int grain) {
        int dx = x - side / 2;
        int dy = y - side / 2;
        boolean thing = dx * dx + dy * dy < radius * radius;
        for (int colour : tint) {
            int ground = 200 - 60 * y / side;
            int light = thing ? colour * (2 * side - x - y) / (2 * side) : ground;
            file.put((byte) Math.min(255, light + grain));
        }
    }
}
