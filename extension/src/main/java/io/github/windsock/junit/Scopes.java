package io.github.windsock.junit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * Finds the scope of a context. A scope is in the store of the context that created it, under its declaration, so
 * nested contexts see it unless they have a nearer declaration.
 */
final class Scopes {

    private static final Namespace NAMESPACE = Namespace.create(WebSocketExtension.class);

    /**
     * A second entry for the scope, to find it without its declaration. The scope is closed through the other entry.
     *
     * @param by the instance of the extension that created the scope, and verifies it
     */
    private record Own(Scope scope, WebSocketExtension by) {}

    private Scopes() {}

    static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    /** Returns the scope of a test or class; creates it if there is none. */
    static Scope of(ExtensionContext context, Declaration declaration, WebSocketExtension by) {
        Scope nearest = nearest(declaration, context);
        return nearest == null
                ? keep(new OwnScope(context, declaration), declaration, context, by)
                : within(nearest, context, declaration, by);
    }

    /** Returns the scope of a test in that of its class or JVM, which may be the same. */
    private static Scope within(
            Scope nearest, ExtensionContext context, Declaration declaration, WebSocketExtension by) {
        return nearest instanceof HostScope host && isTest(context) && !host.isOf(context)
                ? keep(GuestScope.create(context, declaration, host), declaration, context, by)
                : nearest;
    }

    /** Returns the scope of exactly this test or class if that instance created it, else null. */
    static @Nullable Scope existing(ExtensionContext context, WebSocketExtension by) {
        Own nearest = store(context).get(Own.class, Own.class);
        return nearest != null && nearest.by == by && nearest.scope.isOf(context) ? nearest.scope : null;
    }

    /** Returns the scope of this context or the nearest enclosing one, null if there is none. */
    static @Nullable Scope enclosing(ExtensionContext context) {
        Own nearest = store(context).get(Own.class, Own.class);
        return nearest == null ? null : nearest.scope;
    }

    /** Lends the server of the class, if there is one, to a test that is about to begin. */
    static void begin(ExtensionContext test, WebSocketExtension by) {
        Declaration declaration = Declaration.of(test);
        Scope nearest = nearest(declaration, test);
        if (nearest != null) {
            within(nearest, test, declaration, by).begin();
        }
    }

    private static @Nullable Scope nearest(Declaration declaration, ExtensionContext context) {
        Scope nearest = store(context).get(declaration.where(), Scope.class);
        if (nearest != null && !nearest.isFor(declaration)) {
            throw new ExtensionConfigurationException(
                    nearest.title() + " was given a server before it began, but what it"
                            + " runs in has been replaced meanwhile, and has another one now. Take the server as a parameter of the"
                            + " test, and not in its constructor or a field.");
        }
        return nearest == null && !declaration.said().shared().isEmpty() ? shared(declaration, context) : nearest;
    }

    private static Scope shared(Declaration declaration, ExtensionContext context) {
        ExtensionContext root = context.getRoot();
        return store(root)
                .getOrComputeIfAbsent(
                        "shared " + declaration.said().shared(),
                        key -> SharedScope.create(root, context, declaration),
                        Scope.class);
    }

    private static Scope keep(
            Scope scope, Declaration declaration, ExtensionContext context, WebSocketExtension by) {
        Store store = store(context);
        store.put(Own.class, new Own(scope, by));
        store.put(declaration.where(), scope);
        return scope;
    }

    private static boolean isTest(ExtensionContext context) {
        return context.getTestMethod().isPresent();
    }
}
