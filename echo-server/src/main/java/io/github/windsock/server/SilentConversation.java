package io.github.windsock.server;

/** Takes every message and answers none; control frames are answered as always. */
final class SilentConversation extends Conversation {
    SilentConversation(ConversationContext scene) {
        super(scene);
    }
}
