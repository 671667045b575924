package imece.local.drill.check;

import imece.local.drill.history.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One wrong thing in an otherwise right history, and the promise that it breaks. */
enum Mutation {
    A_FRAME_WITH_A_LOWER_VERSION(Promise.VERSION_LOWERED, FrameMutations::aFrameWithALowerVersion),
    A_BROWSER_SEES_AN_END_AND_THEN_MORE(Promise.TERMINAL_LEFT, FrameMutations::aBrowserSeesAnEndAndThenMore),
    A_BROWSER_MISSES_THE_END(Promise.BROWSER_BEHIND, FrameMutations::aBrowserMissesTheEnd),
    A_FRAME_ABOUT_SOMEBODY_ELSES_JOB(Promise.FOREIGN, FrameMutations::aFrameAboutSomebodyElsesJob),
    A_POSITION_RISES_AND_NOBODY_IS_TOLD_WHY(Promise.POSITION_ROSE, FrameMutations::aPositionRisesAndNobodyIsToldWhy),
    WHO_WAITS_IS_TOLD_OF_MORE_THAN_THERE_ARE(Promise.REASON_WRONG, FrameMutations::whoWaitsIsToldOfMoreThanThereAre),
    WHO_STANDS_BEHIND_OTHERS_IS_TOLD_NOTHING(Promise.REASON_WRONG, FrameMutations::whoStandsBehindOthersIsToldNothing),
    A_JOB_IS_SAID_TO_PAUSE_THAT_NEVER_DID(Promise.REASON_WRONG, FrameMutations::aJobIsSaidToPauseThatNeverDid),
    SOMEBODY_ELSES_PICTURE_IS_SHOWN(Promise.FOREIGN, FrameMutations::somebodyElsesPictureIsShown),
    AN_ENDED_SESSION_IS_SERVED(Promise.ENDED_SERVED, AccessMutations::anEndedSessionIsServed),
    A_REVOKED_KEY_HEARS_ON(Promise.ENDED_SERVED, AccessMutations::aRevokedKeyHearsOn),
    WHAT_WAS_DELETED_IS_SHOWN(Promise.DELETED_SHOWN, AccessMutations::whatWasDeletedIsShown),
    A_NODE_IS_FORGOTTEN(Promise.ACCOUNT_FORGOTTEN, AccessMutations::aNodeIsForgotten),
    A_NODE_THAT_WAS_SHUT_OUT_COMES_BACK(Promise.ACCOUNT_FORGOTTEN, AccessMutations::aNodeThatWasShutOutComesBack),
    AN_ACCEPTED_JOB_HAS_NO_ROW(Promise.LOST, FrameMutations::anAcceptedJobHasNoRow),
    ONE_KEY_TWO_JOBS(Promise.DOUBLE_SUBMIT, FrameMutations::oneKeyTwoJobs),
    A_JOB_THAT_NEVER_ENDS(Promise.STUCK, RowMutations::aJobThatNeverEnds),
    A_ROW_THAT_BECOMES_COMPLETE_TWICE(Promise.DOUBLE_COMPLETE, RowMutations::aRowThatBecomesCompleteTwice),
    A_JOB_COMPLETED_BY_TWO_RUNS(Promise.DOUBLE_COMPLETE, WorkMutations::aJobCompletedByTwoRuns),
    A_ROW_WHOSE_VERSION_STAYS(Promise.VERSION_LOWERED, RowMutations::aRowWhoseVersionStays),
    A_ROW_THAT_LEAVES_ITS_END(Promise.TERMINAL_LEFT, RowMutations::aRowThatLeavesItsEnd),
    A_RUN_THAT_COUNTS_AGAIN(Promise.RUN_REVIVED, RowMutations::aRunThatCountsAgain),
    A_LATER_JOB_GOES_FIRST(Promise.ORDER_BROKEN, RowMutations::aLaterJobGoesFirst),
    A_JOB_THAT_CAME_BACK_IS_PASSED_OVER(Promise.ORDER_BROKEN, RowMutations::aJobThatCameBackIsPassedOver),
    A_JOB_IS_HANDED_OUT_BESIDE_ONE_THAT_LIES_THERE(
            Promise.OVER_DISPATCHED, RowMutations::aJobIsHandedOutBesideOneThatLiesThere),
    A_DISPATCHER_WHOSE_TERM_IS_OVER_HANDS_OUT(Promise.LEAD_OVER, RowMutations::aDispatcherWhoseTermIsOverHandsOut),
    TWO_RUNS_ON_ONE_GPU(Promise.GPU_OVERLAP, WorkMutations::twoRunsOnOneGpu),
    A_PICTURE_OF_ANOTHER_RUN(Promise.PICTURE_WRONG, WorkMutations::aPictureOfAnotherRun),
    A_PICTURE_WITH_OTHER_BYTES(Promise.PICTURE_WRONG, WorkMutations::aPictureWithOtherBytes),
    A_PICTURE_THAT_IS_GONE(Promise.PICTURE_WRONG, WorkMutations::aPictureThatIsGone),
    A_RUN_WITHOUT_AN_END(Promise.RUN_WRONG, WorkMutations::aRunWithoutAnEnd),
    TWO_CALLS_IN_A_HUNDRED_ARE_SLOW(Promise.CALLS_SLOW, WorkMutations::twoCallsInAHundredAreSlow),
    A_PROMPT_FAILS_IN_A_GATEWAY(Promise.CALLS_SLOW, WorkMutations::aPromptFailsInAGateway),
    TWO_CALLS_IN_A_HUNDRED_ARE_REFUSED(Promise.CALLS_SLOW, WorkMutations::twoCallsInAHundredAreRefused);

    private final Promise breaks;

    @SuppressWarnings("ImmutableEnumChecker") // a method reference, which holds nothing
    private final Consumer<List<Entry>> making;

    Mutation(Promise breaks, Consumer<List<Entry>> making) {
        this.breaks = breaks;
        this.making = making;
    }

    Promise breaks() {
        return breaks;
    }

    List<Entry> of(List<Entry> right) {
        List<Entry> wrong = new ArrayList<>(right);
        making.accept(wrong);
        return wrong;
    }
}
