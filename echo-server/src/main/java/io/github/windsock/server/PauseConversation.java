package io.github.windsock.server;

/** Does nothing and is done. */
final class PauseConversation extends Conversation {
    PauseConversation(ConversationContext scene) {
        super(scene);
    }

    @Override
    void opened() {
        scene().done().run();
    }
}
