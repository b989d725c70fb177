using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Products;

namespace IotLink.Core.Rules;

/// <summary>The rules of one product, bound to its slots. Immutable, any thread.</summary>
public sealed class CompiledRuleset
{
    private CompiledRuleset(ProductId product, IReadOnlyList<RuleProgram> programs)
    {
        (Product, Programs) = (product, [.. programs]);
        Rules = [.. programs.Select(program => program.Rule)];
    }

    public ProductId Product { get; }

    /// <summary>Those that are switched on, in the order of the documents.</summary>
    public IReadOnlyList<CompiledRule> Rules { get; }

    internal RuleProgram[] Programs { get; }

    /// <summary>Each document is one rule, or a list under <c>rules:</c> with the product above it.</summary>
    /// <returns>null when anything is wrong; all faults are listed.</returns>
    public static CompiledRuleset? Compile(IReadOnlyList<string> documents, MetricSchema schema, int version, List<DocumentFault> faults) =>
        Compile([.. documents.Select(text => (text, version))], schema, faults);

    /// <summary>The same, for documents that each have a version of their own.</summary>
    public static CompiledRuleset? Compile(IReadOnlyList<(string Text, int Version)> documents, MetricSchema schema, List<DocumentFault> faults)
    {
        var before = faults.Count;
        var reader = new RuleReader(schema);
        var programs = new List<RuleProgram>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (text, version) in documents)
        {
            var first = faults.Count;
            if (DocumentMap.Parse(text, faults) is { } map) Read(map, version);
            faults.SortByPlace(first);
        }

        return faults.Count == before ? new(schema.Product, programs) : null;

        void Read(DocumentMap map, int version)
        {
            if (!map.Has("rules"))
            {
                Add(map, listed: false, version);
                return;
            }

            reader.CheckProduct(map, required: true);
            foreach (var item in map.Maps("rules")) Add(item, listed: true, version);
            map.Done();
        }

        void Add(DocumentMap map, bool listed, int version)
        {
            if (map.Text("ruleId") is { } id && !ids.Add(id)) map.Fault("ruleId", "rule.duplicate", $"'{id}' is there twice.");
            if (reader.Read(map, listed, version) is { } program) programs.Add(program);
        }
    }
}
