package io.github.windsock.junit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * Finds the scopes for one instance of the extension. A scope is in the store of the context that created it, so nested
 * contexts see it unless they have a nearer declaration.
 */
final class Scopes {

    private static final Namespace NAMESPACE = Namespace.create(WebSocketExtension.class);

    /**
     * What a context knows, and contexts in it unless they know more. One entry, since each callback looks it up.
     *
     * @param by those of the instance of the extension that acts
     * @param scope the nearest scope, null if there is none
     */
    private record Known(Scopes by, @Nullable Scope scope) implements Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            if (scope != null) {
                scope.close();
            }
        }
    }

    /** What was found last, and where. Only the instance that acts changes what a context knows, so this stays true. */
    private record Found(ExtensionContext context, Known known) {}

    /** Kept until the test ends: it has half a dozen callbacks, and each look asks the stores of all that is around it. */
    private volatile @Nullable Found last;

    static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    /**
     * Returns whether an instance acts for the context. A class may have several: one from {@link WithEchoServer}, one
     * in a field, one from a field's {@link Injected}. All would do the same, so only the first one acts.
     */
    boolean isActing(ExtensionContext context) {
        return known(context).by == this;
    }

    private Known known(ExtensionContext context) {
        Found found = last;
        if (found != null && found.context == context) {
            return found.known;
        }
        Known known = store(context).get(Known.class, Known.class);
        if (known == null) {
            known = store(context).getOrComputeIfAbsent(Known.class, key -> new Known(this, null), Known.class);
        }
        last = new Found(context, known);
        return known;
    }

    /** Returns the scope of a test or class; creates it if there is none. */
    Scope of(ExtensionContext context, Declaration declaration) {
        Scope nearest = nearest(enclosing(context), declaration, context);
        return nearest == null
                ? keep(new OwnScope(context, declaration), context)
                : within(nearest, context, declaration);
    }

    /** Returns the scope of a test in that of its class or JVM, which may be the same. */
    private Scope within(Scope nearest, ExtensionContext context, Declaration declaration) {
        return nearest instanceof HostScope host && isTest(context) && !host.isOf(context)
                ? keep(GuestScope.create(context, declaration, host), context)
                : nearest;
    }

    /** Returns the scope of exactly this test or class if this instance created it, else null. */
    @Nullable
    Scope existing(ExtensionContext context) {
        Known known = known(context);
        Scope scope = known.by == this ? known.scope : null;
        return scope != null && scope.isOf(context) ? scope : null;
    }

    /** Returns the scope of this context or the nearest enclosing one, null if there is none. */
    @Nullable
    Scope enclosing(ExtensionContext context) {
        return known(context).scope;
    }

    /** Lends the server of the class, if there is one, to a test that is about to begin, if this instance acts. */
    void begin(ExtensionContext test) {
        if (isActing(test)) {
            Declaration declaration = Declaration.of(test);
            Scope nearest = nearest(enclosing(test), declaration, test);
            if (nearest != null) {
                within(nearest, test, declaration).begin();
            }
        }
    }

    /** Forgets a test or class that ends, so that its journal can go. */
    void end() {
        last = null;
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
        SharedScope scope = store(root)
                .getOrComputeIfAbsent(
                        "shared " + declaration.said().shared(),
                        key -> SharedScope.create(root, context, declaration),
                        SharedScope.class);
        scope.requireSame(declaration);
        return scope;
    }

    private Scope keep(Scope scope, ExtensionContext context) {
        Known known = new Known(this, scope);
        store(context).put(Known.class, known);
        last = new Found(context, known);
        return scope;
    }

    private static boolean isTest(ExtensionContext context) {
        return context.getTestMethod().isPresent();
    }
}
