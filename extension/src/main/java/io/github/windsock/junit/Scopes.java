package io.github.windsock.junit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * Finds the scope of a context. A scope is in the store of the context that created it, so nested contexts see it
 * unless they have a nearer declaration.
 */
final class Scopes {

    private static final Namespace NAMESPACE = Namespace.create(WebSocketExtension.class);

    /**
     * What a context knows, and contexts in it unless they know more. One entry, since each callback looks it up.
     *
     * @param by the instance of the extension that acts
     * @param scope the nearest scope, null if there is none
     */
    private record Known(WebSocketExtension by, @Nullable Scope scope)
            implements Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            if (scope != null) {
                scope.close();
            }
        }
    }

    private Scopes() {}

    static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    /**
     * Returns whether an instance acts for the context. A class may have several: one from {@link WithEchoServer}, one
     * in a field, one from a field's {@link Injected}. All would do the same, so only the first one acts.
     */
    static boolean isActing(WebSocketExtension instance, ExtensionContext context) {
        return known(context, instance).by == instance;
    }

    private static Known known(ExtensionContext context, WebSocketExtension instance) {
        Known known = known(context);
        return known == null
                ? store(context).getOrComputeIfAbsent(Known.class, key -> new Known(instance, null), Known.class)
                : known;
    }

    private static @Nullable Known known(ExtensionContext context) {
        return store(context).get(Known.class, Known.class);
    }

    /** Returns the scope of a test or class; creates it if there is none. */
    static Scope of(ExtensionContext context, Declaration declaration, WebSocketExtension by) {
        Scope nearest = nearest(enclosing(context), declaration, context);
        return nearest == null
                ? keep(new OwnScope(context, declaration), context, by)
                : within(nearest, context, declaration, by);
    }

    /** Returns the scope of a test in that of its class or JVM, which may be the same. */
    private static Scope within(
            Scope nearest, ExtensionContext context, Declaration declaration, WebSocketExtension by) {
        return nearest instanceof HostScope host && isTest(context) && !host.isOf(context)
                ? keep(GuestScope.create(context, declaration, host), context, by)
                : nearest;
    }

    /** Returns the scope of exactly this test or class if that instance created it, else null. */
    static @Nullable Scope existing(ExtensionContext context, WebSocketExtension by) {
        Known known = known(context);
        Scope scope = known == null || known.by != by ? null : known.scope;
        return scope != null && scope.isOf(context) ? scope : null;
    }

    /** Returns the scope of this context or the nearest enclosing one, null if there is none. */
    static @Nullable Scope enclosing(ExtensionContext context) {
        Known known = known(context);
        return known == null ? null : known.scope;
    }

    /** Lends the server of the class, if there is one, to a test that is about to begin, if that instance acts. */
    static void begin(ExtensionContext test, WebSocketExtension by) {
        Known known = known(test, by);
        if (known.by == by) {
            Declaration declaration = Declaration.of(test);
            Scope nearest = nearest(known.scope, declaration, test);
            if (nearest != null) {
                within(nearest, test, declaration, by).begin();
            }
        }
    }

    /** Returns the enclosing scope if it has the same declaration, else that of the shared server, if there is one. */
    private static @Nullable Scope nearest(
            @Nullable Scope enclosing, Declaration declaration, ExtensionContext context) {
        Scope nearest = enclosing != null && enclosing.isDeclaredAt(declaration.where()) ? enclosing : null;
        if (nearest == null && enclosing != null && enclosing.isOf(context)) {
            // of the constructor, which did not see this declaration; a new entry replaces it, and it is still closed
            store(context).put(enclosing, enclosing);
        }
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

    private static Scope keep(Scope scope, ExtensionContext context, WebSocketExtension by) {
        store(context).put(Known.class, new Known(by, scope));
        return scope;
    }

    private static boolean isTest(ExtensionContext context) {
        return context.getTestMethod().isPresent();
    }
}
