namespace IotLink.Core.Health;

/// <summary>How one part of the running system is doing.</summary>
/// <param name="Part">Stable name: <c>stream</c>, <c>hot-store</c>, <c>relational</c>, <c>pipeline</c>, <c>mqtt</c>, <c>tcp</c>.</param>
/// <param name="Detail">What is wrong, or the figure that shows it is well; English, no secrets.</param>
public sealed record PartStatus(string Part, PartState State, string Detail);

/// <summary>Worst last. <see cref="Down"/> makes the host not ready.</summary>
public enum PartState { Ok, Degraded, Down }

/// <summary>A part that can say how it is. Answers at once from what it already knows: no waiting, no probing.</summary>
public interface IPart
{
    PartStatus Status { get; }
}
