package org.armature.cli.verb;

import org.armature.cli.address.ObjectPath;
import org.armature.model.TableName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A table's name: {@code cart} in the default instance, or {@code shop/cart}. */
final class TableConverter implements ITypeConverter<TableName> {
    @Override
    public TableName convert(String text) {
        int slash = text.indexOf('/');
        try {
            return slash < 0
                    ? new TableName(ObjectPath.DEFAULT_INSTANCE, text)
                    : new TableName(text.substring(0, slash), text.substring(slash + 1));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "\"" + text + "\" is no table; write table or instance/table, such as cart or"
                            + " shop/cart. Names are [a-z0-9_]{1,48}");
        }
    }
}
