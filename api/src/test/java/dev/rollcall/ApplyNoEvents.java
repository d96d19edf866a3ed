package dev.rollcall;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.modelling.command.AggregateLifecycle;

/** Fulfilled if neither the method nor any method of its own class that it calls applies an event. */
class ApplyNoEvents extends ArchCondition<JavaMethod> {

    ApplyNoEvents() {
        super("apply no events");
    }

    @Override
    public void check(JavaMethod method, ConditionEvents events) {
        check(method, method, new HashSet<>(), events);
    }

    private static void check(JavaMethod handler, JavaMethod method, Set<JavaMethod> seen, ConditionEvents events) {
        if (!seen.add(method)) {
            return;
        }
        for (JavaMethodCall call : method.getMethodCallsFromSelf()) {
            if (call.getTargetOwner().isEquivalentTo(AggregateLifecycle.class)) {
                events.add(SimpleConditionEvent.violated(handler, call.getDescription()));
            }
            call.getTarget()
                    .resolveMember()
                    .filter(target -> target.getOwner().equals(handler.getOwner()))
                    .ifPresent(target -> check(handler, target, seen, events));
        }
    }
}
