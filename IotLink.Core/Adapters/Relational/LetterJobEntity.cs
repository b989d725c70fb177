using IotLink.Core.DeadLetters;

namespace IotLink.Core.Adapters.Relational;

internal sealed class LetterJobEntity
{
    public long Id { get; set; }

    public JobState State { get; set; }

    /// <summary>JSON, as <see cref="LetterJobJson"/> writes it; so are the next two.</summary>
    public required string What { get; set; }

    public string Progress { get; set; } = "{}";

    public string Results { get; set; } = "[]";

    public required string UserId { get; set; }

    public required string UserName { get; set; }

    public DateTimeOffset AskedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public bool CancelAsked { get; set; }

    public string? Owner { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    public string? Error { get; set; }

    /// <summary>Two hosts that read the same version cannot both take it.</summary>
    public int Version { get; set; }

    public bool IsOver => State is JobState.Done or JobState.Cancelled or JobState.Failed;

    /// <summary>Ends it: nobody owns it any more.</summary>
    public void End(JobState state, DateTimeOffset now) =>
        (State, EndedAt, Owner, LeaseUntil, Version) = (state, now, null, null, Version + 1);

    public LetterJob ToJob() => new(Id, LetterJobJson.ReadOrder(What), UserId, UserName, AskedAt)
    {
        State = State,
        Progress = LetterJobJson.ReadProgress(Progress),
        Results = LetterJobJson.ReadResults(Results),
        CancelAsked = CancelAsked,
        Owner = Owner,
        LeaseUntil = LeaseUntil,
        StartedAt = StartedAt,
        EndedAt = EndedAt,
        Error = Error,
    };
}
