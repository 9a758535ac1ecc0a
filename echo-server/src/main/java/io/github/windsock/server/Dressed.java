package io.github.windsock.server;

import io.github.windsock.server.Row.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A behavior with traits, which are kept in the order of the table: in which order they were added makes no difference. */
record Dressed(Plan inner, List<Call> traits) implements Plan {

    static Plan of(Plan plan, Call trait) {
        if (!plan.talks()) {
            throw new IllegalArgumentException(
                    plan + " opens no connection, so there is nothing that " + trait + " could change");
        }
        List<Call> traits = new ArrayList<>();
        Plan inner = plan;
        if (plan instanceof Dressed dressed) {
            traits.addAll(dressed.traits);
            inner = dressed.inner;
        }
        if (traits.stream().anyMatch(known -> Table.excludes(known.row(), trait.row()))) {
            throw new IllegalArgumentException(plan + " has a trait already that " + trait + " would contradict");
        }
        traits.add(trait);
        traits.sort(Comparator.comparing(call -> Table.TRAITS.indexOf(call.row())));
        return new Dressed(inner, List.copyOf(traits));
    }

    @Override
    public Role role() {
        return inner.role();
    }

    @Override
    public Reception receive() {
        Reception reception = inner.receive();
        if (reception instanceof Reception.Accepted accepted) {
            Admission admission = accepted.admission();
            for (Call trait : traits) {
                admission = trait.open(admission);
            }
            return new Reception.Accepted(admission);
        }
        return reception;
    }

    @Override
    public Plan turn(int n) {
        Plan turn = inner.turn(n);
        return turn.talks() ? new Dressed(turn, traits) : turn;
    }

    @Override
    public Conversation begin(Scene scene) {
        return begin(scene, traits.size());
    }

    private Conversation begin(Scene scene, int outermost) {
        if (outermost == 0) {
            return inner.begin(scene);
        }
        return traits.get(outermost - 1).begin(inside -> begin(inside, outermost - 1), scene);
    }

    @Override
    public String toString() {
        return inner + traits.stream().map(trait -> ".with(" + trait + ")").collect(Collectors.joining());
    }
}
