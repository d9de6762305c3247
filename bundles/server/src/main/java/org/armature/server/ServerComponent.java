package org.armature.server;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.armature.config.problem.InvalidConfig;
import org.armature.model.ErrorCode;
import org.armature.reconciler.Reconciler;
import org.armature.runtime.engine.EngineBundles;
import org.armature.storage.StorageEngine;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the node when the launcher has loaded its bundles; engines and reconcilers come and go while it runs. */
@Component(
        immediate = true,
        service = {})
public final class ServerComponent {
    private static final Logger LOG = LoggerFactory.getLogger(ServerComponent.class);

    private final BundleContext context;
    private final Consumer<String> fatal;
    private final EngineBundles bundles;
    private final EnginePresence engines = new EnginePresence();
    private final Reconcilers reconcilers = new Reconcilers();
    private final EngineBundles reconcilerBundles;
    private RunningNode node;

    /**
     * @param fatal ends the process with a message for the operator
     * @param bundles with which engines are exchanged
     * @param reconcilerBundles with which reconcilers are
     */
    @Activate
    public ServerComponent(
            BundleContext context,
            @Reference(name = "fatal", target = "(armature.fatal=true)") Consumer<String> fatal,
            @Reference(name = "bundles", target = "(armature.bundles=engines)") EngineBundles bundles,
            @Reference(name = "reconcilerBundles", target = "(armature.bundles=reconcilers)")
                    EngineBundles reconcilerBundles) {
        this.context = context;
        this.fatal = fatal;
        this.bundles = bundles;
        this.reconcilerBundles = reconcilerBundles;
    }

    @Reference(
            name = "engine",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindEngine(StorageEngine engine, ServiceReference<StorageEngine> reference) {
        engines.came(engine, origin(reference));
    }

    void unbindEngine(StorageEngine engine) {
        engines.went(engine);
    }

    @Reference(
            name = "reconciler",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindReconciler(Reconciler reconciler, ServiceReference<Reconciler> reference) {
        reconcilers.came(reconciler, origin(reference));
    }

    void unbindReconciler(Reconciler reconciler) {
        reconcilers.went(reconciler);
    }

    private static EngineOrigin origin(ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        return bundle == null
                ? EngineOrigin.NONE // it goes already
                : new EngineOrigin(
                        bundle.getBundleId(),
                        bundle.getSymbolicName(),
                        bundle.getVersion().toString());
    }

    @Activate
    void start() {
        try {
            NodePlan plan = ConfiguredPlan.read(
                    directory("armature.etc"),
                    directory("armature.data"),
                    "armature/" + context.getBundle().getVersion());
            plan.warnings().forEach(warning -> LOG.warn("{}", warning));
            node = RunningNode.start(
                    plan, engines, bundles, new ReconcilerDesk(reconcilerBundles, reconcilers), this::broken);
        } catch (StartFailed | InvalidConfig e) {
            fatal.accept(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("start failed", e);
            fatal.accept(ErrorCode.DIRECTORY_UNREADABLE + " cannot start: " + e
                    + ". Stored data is as it was; the log has the details");
        }
    }

    private Path directory(String property) {
        return Path.of(context.getProperty(property));
    }

    private void broken(String where, Throwable cause) {
        if (cause instanceof Dismissed) {
            LOG.error("dismissed effect=\"the node stops\" reason=\"{}\"", cause.getMessage());
            fatal.accept(cause.getMessage());
            return;
        }
        LOG.error("invariant broken thread={} effect=\"the node stops\"", where, cause);
        fatal.accept("the node stops, since it met a state that must not be, in " + where + ": " + cause
                + ". Stored data is left as it is; the log has the details");
    }

    @Deactivate
    void stop() {
        if (node != null) {
            node.close();
        }
    }
}
