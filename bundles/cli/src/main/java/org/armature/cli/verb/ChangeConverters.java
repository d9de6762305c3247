package org.armature.cli.verb;

import org.armature.model.NodeId;
import org.armature.protocol.PlannedChange;
import org.armature.ring.Member;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Changes of a node to something, as a command line writes them: {@code n1=200}. */
final class ChangeConverters {
    private ChangeConverters() {}

    private abstract static class Assignment implements ITypeConverter<PlannedChange> {
        private final String form;

        Assignment(String form) {
            this.form = form;
        }

        @Override
        public PlannedChange convert(String text) {
            int equals = text.indexOf('=');
            if (equals < 1 || equals == text.length() - 1) {
                throw wrong(text, "write " + form);
            }
            NodeId node = new NodeConverter().convert(text.substring(0, equals));
            return change(node, text.substring(equals + 1));
        }

        abstract PlannedChange change(NodeId node, String value);

        static TypeConversionException wrong(String text, String right) {
            return new TypeConversionException("\"" + text + "\": " + right);
        }
    }

    static final class Replace extends Assignment {
        Replace() {
            super("OLD=NEW, two names of nodes");
        }

        @Override
        PlannedChange change(NodeId node, String value) {
            return new PlannedChange.Replace(node, new NodeConverter().convert(value));
        }
    }

    static final class Weight extends Assignment {
        Weight() {
            super("NODE=W, a node and its weight");
        }

        @Override
        PlannedChange change(NodeId node, String value) {
            if (!value.matches("[0-9]{1,5}")) {
                throw wrong(value, "a weight is a number from 1 to " + Member.MAX_WEIGHT);
            }
            return new PlannedChange.Weight(node, Integer.parseInt(value));
        }
    }

    static final class Zone extends Assignment {
        Zone() {
            super("NODE=ZONE, a node and where it stands");
        }

        @Override
        PlannedChange change(NodeId node, String value) {
            return new PlannedChange.Zone(node, value);
        }
    }
}
