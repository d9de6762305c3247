package org.armature.cli.verb;

import org.armature.client.Receipt;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What {@code delete --receipt} has printed. */
final class ReceiptConverter implements ITypeConverter<Receipt> {
    @Override
    public Receipt convert(String text) {
        try {
            return Receipt.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "\"" + text + "\" was not printed by armature delete --receipt: " + e.getMessage());
        }
    }
}
