package org.armature.node;

/**
 * How strong one pressure is, in nanoseconds, those of {@link Pressure#LOCKS} in failures.
 *
 * @param lately that the slowest hundredth took at least in the last six seconds
 * @param minute the same of the last minute
 * @param limit above which background work gets less; 0 if no notice is taken
 */
public record PressureReport(Pressure pressure, long lately, long minute, long limit) {}
