using IotLink.Core.Messages;

namespace IotLink.Core.DeadLetters;

/// <summary>
/// Somebody's wish about dead letters, and how far it has been carried out. The portal and the command line write it down; ingest does it.
/// </summary>
/// <param name="UserId">Who asked.</param>
public sealed record LetterJob(long Id, LetterOrder Order, string UserId, string UserName, DateTimeOffset AskedAt)
{
    public JobState State { get; init; }

    public JobProgress Progress { get; init; } = new();

    /// <summary>What tries came to; empty for the other actions and until it has ended.</summary>
    public IReadOnlyList<TryResult> Results { get; init; } = [];

    /// <summary>Somebody wants it to stop; what is done stays done.</summary>
    public bool CancelAsked { get; init; }

    /// <summary>The host that carries it out, until <see cref="LeaseUntil"/>; after that another one may.</summary>
    public string? Owner { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it failed; English.</summary>
    public string? Error { get; init; }

    public bool IsOver => State is JobState.Done or JobState.Cancelled or JobState.Failed;
}

public enum JobState : byte { Waiting, Running, Done, Cancelled, Failed }

/// <summary>What is to be done.</summary>
/// <param name="Reason">Why; required to discard.</param>
public sealed record LetterOrder(LetterAction Action, Telemetry.LetterSelection Selection, string? Reason = null)
{
    /// <summary>For <see cref="LetterAction.Try"/>: with which specs.</summary>
    public SpecChoice Specs { get; init; } = SpecChoice.Published;
}

public enum LetterAction : byte
{
    /// <summary>A dry run: changes nothing, tells what would come of it.</summary>
    Try,
    Reprocess,
    Discard,
    /// <summary>Parked letters may be tried again, their attempts counted anew.</summary>
    Unpark,
}

/// <summary>How far a job is.</summary>
/// <param name="Total">Letters it is about, counted at its start.</param>
/// <param name="Done">Letters looked at.</param>
/// <param name="Passed">Became telemetry, or would; discarded or let go, for those actions.</param>
/// <param name="Failed">Failed again.</param>
/// <param name="Parked">Of the failed, those that are parked now.</param>
/// <param name="Skipped">Passed over: parked before, or waiting after a failure.</param>
/// <param name="Cursor">The last letter looked at.</param>
public sealed record JobProgress(
    int Total = 0, int Done = 0, int Passed = 0, int Failed = 0, int Parked = 0, int Skipped = 0, StreamPosition? Cursor = null);
