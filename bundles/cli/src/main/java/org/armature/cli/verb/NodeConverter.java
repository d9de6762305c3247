package org.armature.cli.verb;

import org.armature.model.NodeId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A node's name. */
final class NodeConverter implements ITypeConverter<NodeId> {
    @Override
    public NodeId convert(String text) {
        try {
            return new NodeId(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
