using IotLink.Core.Accounts;

namespace IotLink.Core.History;

/// <summary>
/// One replay from asking to applied: an intent of people, carried out by one ingest host at a time. A change that does not fit the state
/// gives null.
/// </summary>
/// <param name="AuthorId">Who asked for the preview; somebody else must apply it.</param>
public sealed record ReplayJob(string Id, ReplayRequest Request, string AuthorId, string Author, DateTimeOffset CreatedAt)
{
    public ReplayState State { get; init; }

    /// <summary>Messages gone through, of <see cref="Total"/>.</summary>
    public long Done { get; init; }

    public long Total { get; init; }

    /// <summary>What the preview was made of. It can be applied only while this is still so.</summary>
    public ReplayBasis? Basis { get; init; }

    public ReplayImpact? Impact { get; init; }

    public string? Approver { get; init; }

    /// <summary>Why it failed or was refused; a code and a sentence.</summary>
    public ReplayFault? Fault { get; init; }

    /// <summary>What it made.</summary>
    public long? Generation { get; init; }

    /// <summary>Until then it can be rolled back.</summary>
    public DateTimeOffset? KeptUntil { get; init; }

    /// <summary>The host that carries it out.</summary>
    public string? Host { get; init; }

    /// <summary>Until then the host has it; later another may take it up.</summary>
    public DateTimeOffset? LeasedUntil { get; init; }

    public bool CancelAsked { get; init; }

    /// <summary>Something for a host to do.</summary>
    public bool IsWork => State is ReplayState.Waiting or ReplayState.Previewing or ReplayState.Approved or ReplayState.Applying or ReplayState.TakingBack;

    public bool CanRollBack(DateTimeOffset now) => State == ReplayState.Applied && KeptUntil > now;

    /// <summary>A host takes it up, when nobody has it.</summary>
    public ReplayJob? Take(string host, DateTimeOffset now, TimeSpan lease) =>
        !IsWork || (LeasedUntil > now && Host != host) ? null : this with
        {
            State = State switch
            {
                ReplayState.Waiting => ReplayState.Previewing,
                ReplayState.Approved => ReplayState.Applying,
                var same => same,
            },
            Host = host,
            LeasedUntil = now + lease,
            Done = 0,
        };

    /// <summary>The host says how far it is, and keeps the job. null: it lost it.</summary>
    public ReplayJob? Report(string host, long done, long total, DateTimeOffset now, TimeSpan lease) =>
        IsWork && Host == host ? this with { Done = done, Total = total, LeasedUntil = now + lease } : null;

    public ReplayJob? Previewed(string host, ReplayBasis basis, ReplayImpact impact) =>
        State == ReplayState.Previewing && Host == host
            ? Free() with { State = ReplayState.Previewed, Basis = basis, Impact = impact, Done = impact.Frames, Total = impact.Frames }
            : null;

    /// <summary>A second person wants it applied.</summary>
    public ReplayJob? Approve(Viewer viewer) =>
        State == ReplayState.Previewed && AuthorId != viewer.UserId && Request.SamplePercent == 100
            ? this with { State = ReplayState.Approved, Approver = viewer.Name, Fault = null }
            : null;

    public ReplayJob? Applied(string host, long generation, DateTimeOffset keptUntil) =>
        State == ReplayState.Applying && Host == host
            ? Free() with { State = ReplayState.Applied, Generation = generation, KeptUntil = keptUntil, Done = Total }
            : null;

    public ReplayJob? TakeBack(DateTimeOffset now) => CanRollBack(now) ? this with { State = ReplayState.TakingBack, Fault = null } : null;

    public ReplayJob? RolledBack(string host) =>
        State == ReplayState.TakingBack && Host == host ? Free() with { State = ReplayState.RolledBack } : null;

    /// <summary>At once when no host has begun, else as soon as the host hears of it. What is applied is rolled back instead.</summary>
    public ReplayJob? Cancel() => State switch
    {
        ReplayState.Waiting or ReplayState.Previewed or ReplayState.Approved => this with { State = ReplayState.Cancelled },
        ReplayState.Previewing or ReplayState.Applying => this with { CancelAsked = true },
        _ => null,
    };

    public ReplayJob? Cancelled(string host) => Host == host && IsWork ? Free() with { State = ReplayState.Cancelled } : null;

    /// <summary>What could not be taken back stays applied.</summary>
    public ReplayJob? Fail(string host, ReplayFault fault) =>
        Host == host && IsWork
            ? Free() with { State = State == ReplayState.TakingBack ? ReplayState.Applied : ReplayState.Failed, Fault = fault }
            : null;

    private ReplayJob Free() => this with { Host = null, LeasedUntil = null, CancelAsked = false };
}

/// <param name="Code"><c>history.stale</c> and the like.</param>
public sealed record ReplayFault(string Code, string Detail);
