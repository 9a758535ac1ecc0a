package io.github.windsock.server;

/** What a row of the table does. */
sealed interface Deed {

    /** Begins a conversation. */
    non-sealed interface Talk extends Deed {
        Conversation begin(Args args, Scene scene);
    }

    /** Answers the attempt. */
    non-sealed interface Answers extends Deed {
        Reception answer(Args args);
    }

    /** Delays the opening of a conversation, or says how it is opened. */
    non-sealed interface Opens extends Deed {
        Admission open(Args args, Admission admission);
    }

    /** Changes a conversation. */
    non-sealed interface Changes extends Deed {
        Conversation begin(Args args, Starter inner, Scene scene);
    }

    /** Changes the opening and the conversation. */
    record OpensAndChanges(Opens opens, Changes changes) implements Deed {}
}
