namespace IotLink.Core.Things;

/// <summary>The changes of all hosts on one store, for a short while. They are written by the stores of shadows and jobs.</summary>
public interface IThingChanges
{
    /// <summary>The number of the newest; 0 when there is none.</summary>
    Task<long> LastAsync(CancellationToken ct);

    /// <summary>Those after a number, and of the missing ones those that have appeared since; in order, at most 1,000.</summary>
    Task<IReadOnlyList<NumberedChange>> SinceAsync(long after, IReadOnlyCollection<long> missing, CancellationToken ct);

    /// <returns>How many were let go.</returns>
    Task<int> DropAsync(DateTimeOffset before, CancellationToken ct);
}

/// <param name="Number">Grows with each change of one thing. Over all things a smaller number may appear after a greater one.</param>
public sealed record NumberedChange(long Number, ThingChange Change);
