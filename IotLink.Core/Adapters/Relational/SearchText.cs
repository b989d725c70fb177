using System.Diagnostics.CodeAnalysis;

namespace IotLink.Core.Adapters.Relational;

/// <summary>What a person typed, as a LIKE pattern: their own percent sign means a percent sign.</summary>
internal static class SearchText
{
    public const string Escape = "\\";

    /// <returns>false when nothing was typed.</returns>
    public static bool TryPattern(string? typed, [NotNullWhen(true)] out string? pattern)
    {
        pattern = string.IsNullOrWhiteSpace(typed)
            ? null
            : "%" + typed.Trim().ToLowerInvariant()
                .Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("%", "\\%", StringComparison.Ordinal)
                .Replace("_", "\\_", StringComparison.Ordinal) + "%";
        return pattern is not null;
    }
}
