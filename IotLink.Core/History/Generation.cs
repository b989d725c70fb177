using IotLink.Core.Devices;

namespace IotLink.Core.History;

/// <summary>Readings of a product's past that stand in the place of those decoded before.</summary>
/// <param name="Id">Grows: of two that overlap the later one counts.</param>
/// <param name="Job">What made it.</param>
/// <param name="First">First sequence it stands for.</param>
/// <param name="Last">Last sequence it stands for.</param>
/// <param name="KeptUntil">Until then what it replaced is kept and can be had back.</param>
public sealed record Generation(
    long Id, string Job, ProductId Product, int Shard, long First, long Last, DateTimeOffset AppliedAt, DateTimeOffset KeptUntil)
{
    public bool Overlaps(Generation other) => Shard == other.Shard && First <= other.Last && other.First <= Last;
}
