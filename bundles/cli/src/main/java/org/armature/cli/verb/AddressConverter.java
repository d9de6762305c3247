package org.armature.cli.verb;

import org.armature.client.ArmatureClient;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A node's listener, as the client takes it: a host and a port. */
final class AddressConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
        try {
            ArmatureClient.builder().node(text);
            return text;
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
