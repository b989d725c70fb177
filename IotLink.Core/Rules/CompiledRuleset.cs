using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Products;

namespace IotLink.Core.Rules;

/// <summary>The rules of one product, bound to its slots. Immutable, any thread.</summary>
public sealed class CompiledRuleset
{
    private CompiledRuleset(ProductId product, int version, IReadOnlyList<RuleProgram> programs)
    {
        (Product, Version, Programs) = (product, version, [.. programs]);
        Rules = [.. programs.Select(program => program.Rule)];
    }

    public ProductId Product { get; }

    /// <summary>Kept by the alarms it raises.</summary>
    public int Version { get; }

    /// <summary>Those that are switched on, in the order of the documents.</summary>
    public IReadOnlyList<CompiledRule> Rules { get; }

    internal RuleProgram[] Programs { get; }

    /// <summary>Each document is one rule, or a list under <c>rules:</c> with the product above it.</summary>
    /// <returns>null when anything is wrong; all faults are listed.</returns>
    public static CompiledRuleset? Compile(IReadOnlyList<string> documents, MetricSchema schema, int version, List<DocumentFault> faults)
    {
        var before = faults.Count;
        var reader = new RuleReader(schema);
        var programs = new List<RuleProgram>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in documents)
        {
            if (DocumentMap.Parse(text, faults) is not { } map) continue;
            if (!map.Has("rules"))
            {
                Add(map, listed: false);
                continue;
            }

            reader.CheckProduct(map, required: true);
            foreach (var item in map.Maps("rules")) Add(item, listed: true);
            map.Done();
        }

        return faults.Count == before ? new(schema.Product, version, programs) : null;

        void Add(DocumentMap map, bool listed)
        {
            if (map.Text("ruleId") is { } id && !ids.Add(id)) map.Fault("ruleId", "rule.duplicate", $"'{id}' is there twice.");
            if (reader.Read(map, listed) is { } program) programs.Add(program);
        }
    }
}
