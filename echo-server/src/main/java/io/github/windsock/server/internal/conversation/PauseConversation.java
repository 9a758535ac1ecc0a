package io.github.windsock.server.internal.conversation;

/** Does nothing and is done. */
public final class PauseConversation extends Conversation {
    public PauseConversation(ConversationContext scene) {
        super(scene);
    }

    @Override
    public void opened() {
        scene().done().run();
    }
}
