using IotLink.Core.Documents;

namespace IotLink.Core.Formulas;

/// <summary>Puts formulas behind those whose results they use.</summary>
internal static class FormulaOrder
{
    public static IReadOnlyList<Formula> Sort(IReadOnlyList<Formula> formulas, List<DocumentFault> faults)
    {
        var left = formulas.ToList();
        var sorted = new List<Formula>();
        while (left.Count > 0)
        {
            var waiting = left.Select(f => f.Metric).ToHashSet(StringComparer.Ordinal);
            var ready = left.Where(f => !f.Root.Names().Any(name => waiting.Contains(name.Name))).ToList();
            if (ready.Count == 0)
            {
                faults.Add(new("formula.cycle", $"These formulas need each other's results: {string.Join(", ", left.Select(f => f.Id))}.", 1, 1, "formula"));
                return sorted;
            }

            sorted.AddRange(ready);
            left.RemoveAll(ready.Contains);
        }

        return sorted;
    }
}
