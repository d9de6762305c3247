package org.armature.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.armature.client.observe.ClientObserver;
import org.armature.client.observe.OperationBegun;
import org.armature.client.observe.OperationEnded;
import org.armature.client.observe.OperationKind;
import org.armature.model.TableName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class ShieldedTest {
    private static final OperationBegun GET =
            new OperationBegun(new TableName("shop", "cart"), OperationKind.GET, OptionalLong.empty());

    /** What was logged at WARN, with its arguments. */
    private final List<String> warnings = new ArrayList<>();

    private final Logger log = (Logger) Proxy.newProxyInstance(
            Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                assertEquals("warn", method.getName());
                warnings.add(Arrays.deepToString(arguments));
                return null;
            });

    private final Shielded<String> broken = new Shielded<>(
            new ClientObserver<>() {
                @Override
                public String begun(OperationBegun operation) {
                    throw new IllegalStateException("no tracer");
                }

                @Override
                public void ended(String operation, OperationEnded end) {}
            },
            log);

    @Test
    void onlyTheFirstExceptionIsLogged() {
        for (int i = 0; i < 3; i++) {
            assertEquals(Optional.empty(), broken.begun(GET));
        }
        broken.tell("ended", each -> {
            throw new LinkageError("missing");
        });
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).contains("no tracer"), warnings::toString);
        assertTrue(warnings.get(0).contains("begun"), warnings::toString);
    }

    @Test
    void anObserverThatKeepsNothingIsToldAllTheSame() {
        Shielded<Void> keepsNothing = new Shielded<>(
                new ClientObserver<>() {
                    @Override
                    public Void begun(OperationBegun operation) {
                        return null;
                    }

                    @Override
                    public void ended(Void operation, OperationEnded end) {}
                },
                log);
        assertTrue(keepsNothing.begun(GET).isPresent());
        assertEquals(List.of(), warnings);
    }
}
