using IotLink.Core.Documents;

namespace IotLink.Core.Expressions;

internal static class Nearest
{
    /// <summary>The likeliest spelling among what is known, or null when nothing comes near.</summary>
    public static string? To(string name, IEnumerable<string> known) =>
        known.Select(candidate => (candidate, distance: Spelling.Distance(candidate.ToLowerInvariant(), name.ToLowerInvariant())))
            .Where(pair => pair.distance <= Math.Min(2, name.Length / 2))
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
}
