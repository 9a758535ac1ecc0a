package io.github.windsock.client;

import static java.util.Objects.requireNonNull;

import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.client.internal.handshake.HandshakeCheck;
import io.github.windsock.client.internal.socket.BufferedAmount;
import io.github.windsock.client.internal.socket.ConnectionListener;
import io.github.windsock.client.internal.socket.Ending;
import io.github.windsock.client.internal.socket.EventLoop;
import io.github.windsock.client.internal.socket.Listeners;
import io.github.windsock.client.internal.socket.MessageWriter;
import io.github.windsock.internal.PayloadInternals;
import io.github.windsock.internal.text.Text;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.FencePings;
import io.github.windsock.journal.internal.PartyLog;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Turns what a socket's connection reports into tasks of the page's loop. Each task records its event, changes the state
 * with it, and fires it at the listeners of that type.
 */
final class EventDispatcher implements ConnectionListener {
    private final BrowserWebSocket socket;
    private final EventLoop loop;
    private final PartyLog log;
    private final BufferedAmount buffered;
    private final Object lock;

    private final Listeners<SocketEvent> openListeners = new Listeners<>();
    private final Listeners<MessageEvent> messageListeners = new Listeners<>();
    private final Listeners<SocketEvent> errorListeners = new Listeners<>();
    private final Listeners<CloseEvent> closeListeners = new Listeners<>();

    EventDispatcher(BrowserWebSocket socket, EventLoop loop, BufferedAmount buffered) {
        this.socket = socket;
        this.loop = loop;
        this.buffered = buffered;
        log = socket.log();
        lock = socket.lock();
    }

    @SuppressWarnings("unchecked") // the type's parameter is that of its listeners
    <E extends SocketEvent> Listeners<E> listeners(EventType<E> type) {
        requireNonNull(type, "type must not be null");
        Listeners<?> listeners = type == EventType.OPEN
                ? openListeners
                : type == EventType.MESSAGE
                        ? messageListeners
                        : type == EventType.ERROR ? errorListeners : closeListeners;
        return (Listeners<E>) listeners;
    }

    @Override
    public void established(HandshakeCheck.Agreement agreement) {
        task(() -> !openListeners.isEmpty(), listen -> {
            Entry entry;
            synchronized (lock) {
                if (socket.readyState() != ReadyState.CONNECTING) {
                    return;
                }
                socket.agreed(agreement);
                Event event = Events.open(socket.connection().handshake());
                entry = listen ? log.begin(event, ReadyState.OPEN) : log.record(event, ReadyState.OPEN);
            }
            socket.page().connected(socket);
            if (listen) {
                fire(openListeners, entry, new SocketEvent(socket, EventType.OPEN));
            }
        });
    }

    @Override
    public void message(Message message) {
        socket.backlog().add(message.payload().size());
        task(() -> !messageListeners.isEmpty(), new Delivery(message));
    }

    /** Records a message at the place where it arrived, although the page may come to it later, and fires its event. */
    private final class Delivery implements Consumer<Boolean> {
        private final Message message;
        private final long place = log.place();

        Delivery(Message message) {
            this.message = message;
        }

        @Override
        public void accept(Boolean listen) {
            socket.backlog().remove(message.payload().size());
            Event event = Events.received(PayloadInternals.shortened(message, Journal.WHOLE_PAYLOAD_BYTES));
            Entry entry;
            synchronized (lock) { // another thread may close it at this moment
                ReadyState state = socket.readyState();
                if (state != ReadyState.OPEN) {
                    log.record(Events.note("not delivered " + MessageWriter.shown(message), "the socket was " + state));
                    return;
                }
                entry = log.recordLate(event, place, listen);
            }
            if (listen) {
                MessageEvent fired = new MessageEvent(socket, message, socket.origin(), socket.binaryType());
                fire(messageListeners, entry, fired);
            }
        }
    }

    /** Recorded in order with the messages, so that a test can use it to know that they have arrived. */
    @Override
    public void pong(Payload payload) {
        task(() -> false, listen -> log.record(Events.control(Kind.PONG_RECEIVED, payload)));
    }

    @Override
    public void fence(Payload fence) {
        loop.whenIdle(() -> FencePings.handled(fence, socket.fences()));
    }

    @Override
    public void closing() {
        task(() -> false, listen -> {
            synchronized (lock) {
                if (socket.readyState() == ReadyState.OPEN) {
                    log.become(ReadyState.CLOSING);
                }
            }
        });
    }

    @Override
    public void ended(Ending end) {
        task(() -> !closeListeners.isEmpty() || !errorListeners.isEmpty(), listen -> {
            Ending ending = socket.connection().seen(end);
            if (ending.failed()) {
                // the reason goes to the close event of the journal; a page never learns it
                Entry entry = begin(Events.error(""), listen);
                socket.page().connected(socket);
                if (listen) {
                    fire(errorListeners, entry, new SocketEvent(socket, EventType.ERROR));
                }
            }
            Entry entry = begin(Events.closed(ending.status(), ending.clean(), ending.why()), listen);
            socket.page().ended(socket);
            if (listen) {
                fire(closeListeners, entry, new CloseEvent(socket, ending.status(), ending.clean()));
            }
        });
    }

    private Entry begin(Event event, boolean listen) {
        synchronized (lock) {
            return listen ? log.begin(event, ReadyState.CLOSED) : log.record(event, ReadyState.CLOSED);
        }
    }

    @Override
    public void written(int payloadBytes) {
        buffered.written(payloadBytes);
    }

    /**
     * Without listeners, a task may run on the calling thread. It then calls no listener that is added while it
     * runs, because that one came after the event. A task that was queued calls the listeners that earlier tasks
     * have added.
     */
    private void task(BooleanSupplier listened, Consumer<Boolean> body) {
        if (!loop.runHereUnless(listened, () -> body.accept(false))) {
            loop.execute(() -> body.accept(true));
        }
    }

    private <E extends SocketEvent> void fire(Listeners<E> listeners, Entry entry, E event) {
        try {
            listeners.call(event, e -> log.record(PageClosedException.event(where(event), e)));
        } finally {
            log.handled(entry);
        }
    }

    private String where(SocketEvent event) {
        return "a listener of " + Text.quote(event.type().toString());
    }
}
