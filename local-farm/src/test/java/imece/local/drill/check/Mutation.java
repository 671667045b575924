package imece.local.drill.check;

import imece.local.drill.history.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One wrong thing in an otherwise right history, and the promise that it breaks. */
enum Mutation {
    A_FRAME_WITH_A_LOWER_VERSION(Promise.VERSION_LOWERED) {
        @Override
        void make(List<Entry> history) {
            int at = index(history, entry -> entry instanceof Entry.Frame frame && frame.version() > 2);
            Entry.Frame late = (Entry.Frame) history.get(at);
            history.add(at + 1, frame(late, "queued", 1));
        }
    },
    A_BROWSER_SEES_AN_END_AND_THEN_MORE(Promise.TERMINAL_LEFT) {
        @Override
        void make(List<Entry> history) {
            int at = index(
                    history,
                    entry ->
                            entry instanceof Entry.Frame frame && frame.status().equals("complete"));
            Entry.Frame end = (Entry.Frame) history.get(at);
            history.add(at + 1, frame(end, "processing", end.version() + 1));
        }
    },
    A_BROWSER_MISSES_THE_END(Promise.BROWSER_BEHIND) {
        @Override
        void make(List<Entry> history) {
            int at = index(
                    history,
                    entry ->
                            entry instanceof Entry.Frame frame && frame.status().equals("complete"));
            Entry.Frame end = (Entry.Frame) history.remove(at);
            history.add(at, frame(end, "processing", end.version() - 1));
        }
    },
    A_FRAME_ABOUT_SOMEBODY_ELSES_JOB(Promise.FOREIGN) {
        @Override
        void make(List<Entry> history) {
            int at = index(
                    history,
                    entry ->
                            entry instanceof Entry.Frame frame && frame.client().startsWith("user-0"));
            Entry.Frame own = (Entry.Frame) history.get(at);
            history.add(at + 1, new Entry.Frame(own.at(), "user-1-steady", "progress", own.job(), "", 0, 0, null));
        }
    },
    SOMEBODY_ELSES_PICTURE_IS_SHOWN(Promise.FOREIGN) {
        @Override
        void make(List<Entry> history) {
            history.add(0, new Entry.Peeked(0, "user-0", new UUID(1, 1), 200));
        }
    },
    AN_ACCEPTED_JOB_HAS_NO_ROW(Promise.LOST) {
        @Override
        void make(List<Entry> history) {
            UUID job = ((Entry.Answered) history.get(index(history, Entry.Answered.class::isInstance)))
                    .jobs()
                    .getFirst();
            history.removeIf(
                    entry -> entry instanceof Entry.Row row && row.job().equals(job));
        }
    },
    ONE_KEY_TWO_JOBS(Promise.DOUBLE_SUBMIT) {
        @Override
        void make(List<Entry> history) {
            int at = index(history, Entry.Answered.class::isInstance);
            Entry.Answered first = (Entry.Answered) history.get(at);
            UUID other = history.stream()
                    .filter(Entry.Answered.class::isInstance)
                    .map(Entry.Answered.class::cast)
                    .filter(answer ->
                            answer.user().equals(first.user()) && !answer.key().equals(first.key()))
                    .findFirst()
                    .orElseThrow()
                    .jobs()
                    .getFirst();
            history.add(at + 1, new Entry.Answered(first.at(), first.user(), first.key(), 202, List.of(other)));
        }
    },
    A_JOB_THAT_NEVER_ENDS(Promise.STUCK) {
        @Override
        void make(List<Entry> history) {
            replace(
                    history,
                    Entry.Row.class,
                    row -> row.status().equals("cancelled"),
                    row -> new Entry.Row(
                            row.job(), row.owner(), row.prompt(), "dispatched", row.rev(), row.run(), null, null));
        }
    },
    A_ROW_THAT_BECOMES_COMPLETE_TWICE(Promise.DOUBLE_COMPLETE) {
        @Override
        void make(List<Entry> history) {
            int at = index(
                    history,
                    entry -> entry instanceof Entry.Change change
                            && change.status().equals("complete"));
            Entry.Change first = (Entry.Change) history.get(at);
            history.add(at + 1, change(first, "processing", "complete", first.rev(), first.rev() + 1, first.run()));
        }
    },
    A_JOB_COMPLETED_BY_TWO_RUNS(Promise.DOUBLE_COMPLETE) {
        @Override
        void make(List<Entry> history) {
            int at = index(history, entry -> entry instanceof Entry.RunRow run && "completed".equals(run.outcome()));
            Entry.RunRow first = (Entry.RunRow) history.get(at);
            history.add(at + 1, new Entry.RunRow(first.job(), new UUID(3, 3), 2, "worker-9", "completed"));
        }
    },
    A_ROW_WHOSE_VERSION_STAYS(Promise.VERSION_LOWERED) {
        @Override
        void make(List<Entry> history) {
            replace(
                    history,
                    Entry.Change.class,
                    change -> change.rev() == 3,
                    change -> change(change, change.from(), change.status(), 2, 2, change.run()));
        }
    },
    A_ROW_THAT_LEAVES_ITS_END(Promise.TERMINAL_LEFT) {
        @Override
        void make(List<Entry> history) {
            int at = index(
                    history,
                    entry -> entry instanceof Entry.Change change
                            && change.status().equals("cancelled"));
            Entry.Change end = (Entry.Change) history.get(at);
            history.add(at + 1, change(end, "cancelled", "queued", end.rev(), end.rev() + 1, null));
        }
    },
    A_RUN_THAT_COUNTS_AGAIN(Promise.RUN_REVIVED) {
        @Override
        void make(List<Entry> history) {
            replace(
                    history,
                    Entry.Change.class,
                    change -> change.status().equals("processing") && change.attempt() == 2,
                    second -> {
                        Entry.RunRow first = (Entry.RunRow) history.get(index(
                                history,
                                entry -> entry instanceof Entry.RunRow run
                                        && run.job().equals(second.job())));
                        return change(
                                second, second.from(), second.status(), second.revBefore(), second.rev(), first.run());
                    });
        }
    },
    A_LATER_JOB_GOES_FIRST(Promise.ORDER_BROKEN) {
        @Override
        void make(List<Entry> history) {
            List<Entry.Change> firsts = history.stream()
                    .filter(Entry.Change.class::isInstance)
                    .map(Entry.Change.class::cast)
                    .filter(change -> change.status().equals("dispatched") && change.epoch() == 1)
                    .toList();
            Entry.Change one = firsts.getFirst();
            Entry.Change next = firsts.stream()
                    .filter(change -> change.owner().equals(one.owner()) && change.ticket() > one.ticket())
                    .findFirst()
                    .orElseThrow();
            history.set(history.indexOf(one), numbered(one, next.dispatchNo()));
            history.set(history.indexOf(next), numbered(next, one.dispatchNo()));
        }
    },
    A_JOB_THAT_CAME_BACK_IS_PASSED_OVER(Promise.ORDER_BROKEN) {
        @Override
        void make(List<Entry> history) {
            replace(
                    history,
                    Entry.Change.class,
                    change -> change.from().equals("processing")
                            && change.status().equals("queued")
                            && overtakenLater(history, change),
                    change -> new Entry.Change(
                            change.at() - 60_000,
                            change.job(),
                            change.owner(),
                            change.ticket(),
                            change.from(),
                            "queued",
                            change.revBefore(),
                            change.rev(),
                            change.epochBefore(),
                            change.epoch(),
                            change.attempt(),
                            null,
                            null,
                            null,
                            null));
        }
    },
    TWO_RUNS_ON_ONE_GPU(Promise.GPU_OVERLAP) {
        @Override
        void make(List<Entry> history) {
            int at = index(history, Entry.Held.class::isInstance);
            Entry.Held first = (Entry.Held) history.get(at);
            history.add(
                    at + 1, new Entry.Held(first.gpu(), "worker-9", new UUID(4, 4), first.to() - 1, first.to() + 5));
        }
    },
    A_PICTURE_OF_ANOTHER_RUN(Promise.PICTURE_WRONG) {
        @Override
        void make(List<Entry> history) {
            replace(
                    history,
                    Entry.Picture.class,
                    picture -> true,
                    picture ->
                            new Entry.Picture(picture.job(), 200, picture.sha256(), picture.saysJob(), new UUID(5, 5)));
        }
    },
    A_PICTURE_WITH_OTHER_BYTES(Promise.PICTURE_WRONG) {
        @Override
        void make(List<Entry> history) {
            replace(
                    history,
                    Entry.Picture.class,
                    picture -> true,
                    picture ->
                            new Entry.Picture(picture.job(), 200, "another sha", picture.saysJob(), picture.saysRun()));
        }
    },
    A_PICTURE_THAT_IS_GONE(Promise.PICTURE_WRONG) {
        @Override
        void make(List<Entry> history) {
            replace(
                    history,
                    Entry.Picture.class,
                    picture -> true,
                    picture -> new Entry.Picture(picture.job(), 404, "", null, null));
        }
    },
    A_RUN_WITHOUT_AN_END(Promise.LEDGER_WRONG) {
        @Override
        void make(List<Entry> history) {
            replace(
                    history,
                    Entry.RunRow.class,
                    run -> "failed".equals(run.outcome()),
                    run -> new Entry.RunRow(run.job(), run.run(), run.attempt(), run.worker(), null));
        }
    };

    private final Promise breaks;

    Mutation(Promise breaks) {
        this.breaks = breaks;
    }

    Promise breaks() {
        return breaks;
    }

    abstract void make(List<Entry> history);

    List<Entry> of(List<Entry> right) {
        List<Entry> wrong = new ArrayList<>(right);
        make(wrong);
        return wrong;
    }

    private static int index(List<Entry> history, Predicate<Entry> wanted) {
        for (int i = 0; i < history.size(); i++) {
            if (wanted.test(history.get(i))) {
                return i;
            }
        }
        throw new AssertionError("this history has none such");
    }

    private static <E extends Entry> void replace(
            List<Entry> history, Class<E> kind, Predicate<E> which, UnaryOperator<E> by) {
        int at = index(history, entry -> kind.isInstance(entry) && which.test(kind.cast(entry)));
        history.set(at, by.apply(kind.cast(history.get(at))));
    }

    private static boolean overtakenLater(List<Entry> history, Entry.Change back) {
        return history.subList(history.indexOf(back), history.size()).stream()
                .filter(Entry.Change.class::isInstance)
                .map(Entry.Change.class::cast)
                .takeWhile(change -> change.equals(back) || !change.job().equals(back.job()))
                .anyMatch(change -> change.owner().equals(back.owner())
                        && change.ticket() > back.ticket()
                        && change.status().equals("dispatched"));
    }

    private static Entry.Frame frame(Entry.Frame like, String status, long version) {
        return new Entry.Frame(
                like.at(), like.client(), like.how(), like.job(), status, version, like.attempt(), like.run());
    }

    private static Entry.Change change(
            Entry.Change like, String from, String status, long before, long rev, @Nullable UUID run) {
        return new Entry.Change(
                like.at(),
                like.job(),
                like.owner(),
                like.ticket(),
                from,
                status,
                before,
                rev,
                like.epochBefore(),
                like.epoch(),
                like.attempt(),
                run,
                like.worker(),
                like.dispatchNo(),
                like.notBefore());
    }

    private static Entry.Change numbered(Entry.Change like, @Nullable Long number) {
        return new Entry.Change(
                like.at(),
                like.job(),
                like.owner(),
                like.ticket(),
                like.from(),
                like.status(),
                like.revBefore(),
                like.rev(),
                like.epochBefore(),
                like.epoch(),
                like.attempt(),
                like.run(),
                like.worker(),
                number,
                like.notBefore());
    }
}
