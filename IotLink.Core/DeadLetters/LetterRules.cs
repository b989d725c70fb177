using IotLink.Core.Messages;
using IotLink.Core.Telemetry;

namespace IotLink.Core.DeadLetters;

/// <summary>What is done with a letter before and after it is tried again. Pure.</summary>
public static class LetterRules
{
    private const string Ourselves = "IotLink";

    /// <summary>Longest wait after a failure.</summary>
    public static readonly TimeSpan LongestBackOff = TimeSpan.FromDays(1);

    /// <summary>
    /// Whether a job takes the letter. Parked ones wait for a person. After a failure a group passes a letter over for a while, unless
    /// another version is published since; somebody who picks the very letter need not wait.
    /// </summary>
    public static bool Takes(LetterTask task, bool isPicked, int published, DateTimeOffset now) =>
        task.State == LetterState.Open
        && (isPicked || task.NotBefore is not { } until || until <= now || published != task.Signature.SpecVersion);

    /// <summary>
    /// Whether the gateway turned the message away for good: what came without a right, too fast or too large does not become right later.
    /// Only what is wrong with a TCP frame is the spec's word, and may be right by another version.
    /// </summary>
    public static Refusal? TurnedAway(Message message) =>
        message is { Channel: Channel.Tcp, Refusal.Code: Reason.FrameChecksum or Reason.FrameMalformed or Reason.FrameTooLong } ? null : message.Refusal;

    /// <summary>It became telemetry.</summary>
    public static LetterOutcome Passed(LetterTask task, LetterJob job, DateTimeOffset now) =>
        new(task.Position, LetterState.Reprocessed, task.Attempts, null, null, 0, job.Id, now) { By = job.UserName };

    /// <summary>The sender had sent it twice, and the other one is stored.</summary>
    public static LetterOutcome Repeat(LetterTask task, LetterJob job, DateTimeOffset now) =>
        new(task.Position, LetterState.Discarded, task.Attempts, null, null, 0, job.Id, now)
        {
            By = Ourselves,
            Note = "Delivered twice; the other one is stored.",
        };

    /// <summary>Waits twice as long after each failure; after the last one allowed it is parked.</summary>
    public static LetterOutcome Failed(LetterTask task, Refusal why, int specVersion, LetterJob job, LetterLimits limits, DateTimeOffset now)
    {
        var attempts = task.Attempts + 1;
        var isOver = attempts >= limits.MaxAttempts;
        var wait = TimeSpan.FromTicks((long)Math.Min(LongestBackOff.Ticks, limits.BackOff.Ticks * Math.Pow(2, attempts - 1)));
        return new(task.Position, isOver ? LetterState.Parked : LetterState.Open, attempts, isOver ? null : now + wait, why, specVersion, job.Id, now)
        {
            By = isOver ? Ourselves : job.UserName,
            Note = isOver ? $"Failed {attempts} times." : null,
        };
    }

    /// <summary>The stream keeps raw messages for a while only.</summary>
    public static LetterOutcome Gone(LetterTask task, LetterJob job, DateTimeOffset now) =>
        new(task.Position, LetterState.Parked, task.Attempts, null, null, 0, job.Id, now)
        {
            By = Ourselves,
            Note = "The message itself is no longer in the stream.",
        };

    public static LetterOutcome Discarded(LetterTask task, LetterJob job, DateTimeOffset now) =>
        new(task.Position, LetterState.Discarded, task.Attempts, null, null, 0, job.Id, now) { By = job.UserName, Note = job.Order.Reason };

    public static LetterOutcome Unparked(LetterTask task, LetterJob job, DateTimeOffset now) =>
        new(task.Position, LetterState.Open, 0, null, null, 0, job.Id, now) { By = job.UserName, Note = job.Order.Reason };
}

/// <param name="MaxAttempts">A letter that failed this often is parked.</param>
/// <param name="BackOff">The wait after the first failure; doubles with each.</param>
public sealed record LetterLimits(int MaxAttempts, TimeSpan BackOff);
