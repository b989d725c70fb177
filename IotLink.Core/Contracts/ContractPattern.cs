using System.Globalization;
using System.Text.RegularExpressions;

namespace IotLink.Core.Contracts;

/// <summary>Makes an author's pattern safe to run on every reading: no backtracking, and no automaton that grows beyond bounds.</summary>
internal static partial class ContractPattern
{
    private const int Longest = 200;
    private const int MostRepeats = 5_000;

    /// <returns>null, and why.</returns>
    public static Regex? Compile(string text, out string? fault)
    {
        fault = text.Length > Longest ? $"The pattern is longer than {Longest} characters." : TooManyRepeats(text);
        if (fault is not null) return null;
        try
        {
            return new(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException)
        {
            fault = "Back-references and looking ahead or behind are not taken, because they can be endlessly slow; say it without them.";
        }
        catch (ArgumentException e)
        {
            fault = $"Not a regular expression: {e.Message}";
        }

        return null;
    }

    /// <summary>Counted repeats are written out in the automaton; nested ones multiply.</summary>
    private static string? TooManyRepeats(string text)
    {
        var states = 1L;
        foreach (var bounds in Repeat().Matches(text).Select(m => m.Groups))
        {
            var count = bounds[2].Length > 0 ? bounds[2].Value : bounds[1].Value;
            if (!long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var times) || (states *= Math.Max(1, times)) > MostRepeats)
                return $"Its counted repeats come to more than {MostRepeats}; use smaller counts, or minLength and maxLength.";
        }

        return null;
    }

    [GeneratedRegex(@"\{(\d+)(?:,(\d*))?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Repeat();
}
