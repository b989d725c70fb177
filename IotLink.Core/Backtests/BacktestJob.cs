namespace IotLink.Core.Backtests;

/// <summary>
/// One backtest from asking to its numbers: an intent of people, carried out by one ingest host at a time. A change that does not fit the
/// state gives null.
/// </summary>
public sealed record BacktestJob(string Id, BacktestRequest Request, string AuthorId, string Author, DateTimeOffset CreatedAt)
{
    public BacktestState State { get; init; }

    /// <summary>Messages gone through, of <see cref="Total"/>.</summary>
    public long Done { get; init; }

    public long Total { get; init; }

    public BacktestResult? Result { get; init; }

    public BacktestFault? Fault { get; init; }

    /// <summary>The host that carries it out.</summary>
    public string? Host { get; init; }

    /// <summary>Until then the host has it; later another may take it up.</summary>
    public DateTimeOffset? LeasedUntil { get; init; }

    public bool CancelAsked { get; init; }

    /// <summary>Something for a host to do.</summary>
    public bool IsWork => State is BacktestState.Waiting or BacktestState.Running;

    /// <summary>A host takes it up, when nobody has it.</summary>
    public BacktestJob? Take(string host, DateTimeOffset now, TimeSpan lease) =>
        !IsWork || (LeasedUntil > now && Host != host) ? null : this with { State = BacktestState.Running, Host = host, LeasedUntil = now + lease, Done = 0 };

    /// <summary>The host says how far it is, and keeps the job. null: it lost it.</summary>
    public BacktestJob? Report(string host, long done, long total, DateTimeOffset now, TimeSpan lease) =>
        IsWork && Host == host ? this with { Done = done, Total = total, LeasedUntil = now + lease } : null;

    public BacktestJob? Finish(string host, BacktestResult result) =>
        IsWork && Host == host ? End(BacktestState.Done) with { Result = result, Done = Total } : null;

    /// <summary>At once when no host has begun, else as soon as the host hears of it.</summary>
    public BacktestJob? Cancel() => State switch
    {
        BacktestState.Waiting => End(BacktestState.Cancelled),
        BacktestState.Running => this with { CancelAsked = true },
        _ => null,
    };

    public BacktestJob? Cancelled(string host) => IsWork && Host == host ? End(BacktestState.Cancelled) : null;

    public BacktestJob? Fail(string host, BacktestFault fault) => IsWork && Host == host ? End(BacktestState.Failed) with { Fault = fault } : null;

    /// <summary>The host stops: another may go on at once.</summary>
    public BacktestJob? Release(string host) => Host == host ? this with { LeasedUntil = null } : null;

    private BacktestJob End(BacktestState state) => this with { State = state, Host = null, LeasedUntil = null, CancelAsked = false };
}

public enum BacktestState { Waiting, Running, Done, Cancelled, Failed }

/// <param name="Code"><c>backtest.empty</c> and the like.</param>
public sealed record BacktestFault(string Code, string Detail);
