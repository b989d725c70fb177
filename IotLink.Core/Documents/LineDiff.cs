namespace IotLink.Core.Documents;

/// <summary>
/// What changed between two texts, line by line: the longest common subsequence, found on the part between the lines that are the same at
/// both ends. Documents have some hundred lines; beyond <see cref="MostCells"/> the middle is shown as taken out and put in.
/// </summary>
public static class LineDiff
{
    private const int MostCells = 4_000_000;

    public static IReadOnlyList<DiffLine> Between(string before, string after)
    {
        string[] a = Lines(before), b = Lines(after);
        int head = 0, tail = 0;
        while (head < a.Length && head < b.Length && a[head] == b[head]) head++;
        while (tail < a.Length - head && tail < b.Length - head && a[^(tail + 1)] == b[^(tail + 1)]) tail++;
        var lines = new List<DiffLine>(a.Length + b.Length);
        for (var i = 0; i < head; i++) lines.Add(new(DiffKind.Same, i + 1, i + 1, a[i]));
        Middle(a, b, head, tail, lines);
        for (var i = tail; i > 0; i--) lines.Add(new(DiffKind.Same, a.Length - i + 1, b.Length - i + 1, a[^i]));
        return lines;
    }

    private static void Middle(string[] a, string[] b, int head, int tail, List<DiffLine> lines)
    {
        int n = a.Length - head - tail, m = b.Length - head - tail;
        var common = (long)(n + 1) * (m + 1) <= MostCells ? Common(a.AsSpan(head, n), b.AsSpan(head, m)) : null;
        int i = 0, j = 0;
        while (i < n || j < m)
        {
            if (common is not null && i < n && j < m && a[head + i] == b[head + j])
            {
                lines.Add(new(DiffKind.Same, head + i + 1, head + j + 1, a[head + i]));
                (i, j) = (i + 1, j + 1);
            }
            else if (i < n && (j == m || common is null || common[i + 1, j] >= common[i, j + 1])) lines.Add(new(DiffKind.Removed, head + ++i, null, a[head + i - 1]));
            else lines.Add(new(DiffKind.Added, null, head + ++j, b[head + j - 1]));
        }
    }

    /// <summary>Lengths of the longest common subsequence from each pair of places to the ends.</summary>
    private static int[,] Common(ReadOnlySpan<string> a, ReadOnlySpan<string> b)
    {
        var length = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
                length[i, j] = a[i] == b[j] ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);
        }

        return length;
    }

    private static string[] Lines(string text)
    {
        var normal = DocumentText.Normalize(text);
        return normal.Length == 0 ? [] : normal[..^1].Split('\n');
    }
}

public enum DiffKind { Same, Removed, Added }

/// <param name="Before">1-based line of the older text; null for an added line.</param>
/// <param name="After">1-based line of the newer text; null for a removed line.</param>
public sealed record DiffLine(DiffKind Kind, int? Before, int? After, string Text);
