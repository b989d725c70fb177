using IotLink.Core.Devices;
using IotLink.Core.Messages;

namespace IotLink.Core.Telemetry;

/// <summary>
/// The dead letters. They are written with the batch they belong to, see <see cref="IHotStore.SaveAsync"/>; afterwards only
/// <see cref="SettleAsync"/> changes one.
/// </summary>
public interface IDeadLetterStore
{
    /// <summary>Newest first.</summary>
    Task<Page<DeadLetter>> ListAsync(LetterQuery query, int skip, int take, CancellationToken ct);

    /// <summary>The same without the letters.</summary>
    Task<int> CountAsync(LetterQuery query, CancellationToken ct);

    Task<DeadLetter?> FindAsync(StreamPosition position, CancellationToken ct);

    /// <summary>What is still to be dealt with, most first.</summary>
    Task<IReadOnlyList<DeadLetterGroup>> GroupsAsync(CancellationToken ct);

    /// <summary>How many letters are in each state; every state is there.</summary>
    Task<IReadOnlyDictionary<LetterState, int>> StatesAsync(CancellationToken ct);

    /// <summary>Letters still to be dealt with, in stream order, that <paramref name="job"/> has not settled yet.</summary>
    /// <param name="after">The last one of the page before; null to begin.</param>
    Task<IReadOnlyList<LetterTask>> WalkAsync(LetterSelection selection, StreamPosition? after, long job, int take, CancellationToken ct);

    /// <summary>
    /// What reprocessing came to: readings under the positions of their letters, and the letters' new states, each letter whole or not
    /// at all. A letter that is settled already, or that the same job has settled before, is passed over with its readings. So doing it
    /// twice, or by two at once, changes nothing.
    /// </summary>
    /// <returns>Positions of the letters that were settled now.</returns>
    Task<IReadOnlySet<StreamPosition>> SettleAsync(TelemetryBatch batch, IReadOnlyList<LetterOutcome> outcomes, CancellationToken ct);

    /// <summary>How many letters a job has left in each state.</summary>
    Task<IReadOnlyDictionary<LetterState, int>> SettledByAsync(long job, CancellationToken ct);

    /// <summary>
    /// Drops letters that came before <paramref name="before"/>, parked ones before <paramref name="parkedBefore"/>, and of those that
    /// are not parked the oldest beyond <paramref name="most"/>.
    /// </summary>
    /// <returns>How many went.</returns>
    Task<int> DropAsync(DateTimeOffset before, DateTimeOffset parkedBefore, int most, CancellationToken ct);
}

/// <summary>Which letters to list.</summary>
/// <param name="Signature">One group; null for all.</param>
public sealed record LetterQuery(LetterSignature? Signature = null)
{
    /// <summary>Every letter there is, dealt with or not.</summary>
    public static LetterQuery All { get; } = new() { States = Enum.GetValues<LetterState>() };

    public IReadOnlyList<LetterState> States { get; init; } = [LetterState.Open, LetterState.Parked];

    /// <summary>Letters of every group with this reason code.</summary>
    public string? Code { get; init; }

    /// <summary>Letters of every group of this product.</summary>
    public ProductId? Product { get; init; }

    /// <summary>Letters that this version of the product's spec refused last.</summary>
    public int? SpecVersion { get; init; }

    /// <summary>Letters that came then or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Letters that came before.</summary>
    public DateTimeOffset? Before { get; init; }
}

/// <summary>Which letters a job is about: those picked, or a group, or with neither all that are to be dealt with.</summary>
public sealed record LetterSelection(LetterSignature? Signature, IReadOnlyList<StreamPosition> Positions)
{
    public static LetterSelection Everything { get; } = new(null, []);

    /// <summary>Chosen one by one by a person.</summary>
    public bool IsPicked => Positions.Count > 0;

    public static LetterSelection Of(LetterSignature group) => new(group, []);

    public static LetterSelection Of(params IReadOnlyList<StreamPosition> positions) => new(null, positions);
}

/// <summary>A letter as a job meets it.</summary>
/// <param name="TwinStored">The same device's same bytes, sent within minutes, have become telemetry already.</param>
public sealed record LetterTask(StreamPosition Position, LetterState State, int Attempts, DateTimeOffset? NotBefore, LetterSignature Signature, bool TwinStored)
{
    /// <inheritdoc cref="DeadLetter.StoredFor"/>
    public string? StoredFor { get; init; }
}

/// <summary>What became of a letter.</summary>
/// <param name="Refusal">Why it failed again, with <paramref name="SpecVersion"/>; null leaves what it has.</param>
/// <param name="Job">The job that did it.</param>
public sealed record LetterOutcome(
    StreamPosition Position, LetterState State, int Attempts, DateTimeOffset? NotBefore, Refusal? Refusal, int SpecVersion, long Job, DateTimeOffset At)
{
    /// <summary>With <see cref="Refusal"/>; see <see cref="DeadLetter.Edition"/>.</summary>
    public long Edition { get; init; }

    public string? By { get; init; }

    public string? Note { get; init; }
}
