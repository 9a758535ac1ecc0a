package io.github.windsock.client.internal.socket;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The listeners for one type of event, in the order in which they were added. The {@code on...} handler keeps its first
 * place in that order when it is replaced (DOM Standard 2.6 and 2.9, HTML Standard 8.1.8.1).
 */
public final class Listeners<E> {
    private final List<Listener<E>> list = new CopyOnWriteArrayList<>();
    private @Nullable Listener<E> handler;

    private static final class Listener<E> {
        private volatile @Nullable Consumer<? super E> callback;
        private final boolean once;
        private volatile boolean removed;

        Listener(@Nullable Consumer<? super E> callback, boolean once) {
            this.callback = callback;
            this.once = once;
        }
    }

    public synchronized void handler(@Nullable Consumer<? super E> callback) {
        Listener<E> here = handler;
        if (callback == null) {
            if (here != null) {
                remove(here);
                handler = null;
            }
        } else if (here == null) {
            here = new Listener<>(callback, false);
            handler = here;
            list.add(here);
        } else {
            here.callback = callback;
        }
    }

    public synchronized void add(Consumer<? super E> callback, boolean once) {
        if (list.stream().noneMatch(listener -> listener != handler && listener.callback == callback)) {
            list.add(new Listener<>(callback, once));
        }
    }

    public synchronized void remove(Consumer<? super E> callback) {
        list.stream()
                .filter(listener -> listener != handler && listener.callback == callback)
                .forEach(this::remove);
    }

    public boolean isEmpty() {
        return list.isEmpty();
    }

    /** Calls the listeners that existed at the beginning of the call, without those removed during it. */
    public void call(E event, Consumer<Throwable> report) {
        for (Listener<E> listener : list) {
            Consumer<? super E> callback = listener.callback;
            if (listener.removed || callback == null) {
                continue;
            }
            if (listener.once) {
                remove(listener);
            }
            try {
                callback.accept(event);
            } catch (Throwable e) {
                report.accept(e); // an Error too, even a stack overflow: the test fails, and the socket goes on
            }
        }
    }

    private void remove(Listener<E> listener) {
        listener.removed = true;
        list.remove(listener);
    }
}
