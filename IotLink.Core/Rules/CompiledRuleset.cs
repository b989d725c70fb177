using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Expressions;
using IotLink.Core.Products;
using IotLink.Core.Rules.Watches;

namespace IotLink.Core.Rules;

/// <summary>The rules of one product, bound to its slots. Immutable, any thread.</summary>
public sealed class CompiledRuleset
{
    private readonly Dictionary<string, RuleProgram> _byId;
    private readonly Dictionary<string, CompiledRule> _byReport;
    private readonly HashSet<string> _off;
    private readonly SlotRange[] _starts;

    private CompiledRuleset(ProductId product, IReadOnlyList<RuleProgram> programs, IReadOnlyList<CompiledRule> reports, HashSet<string> off)
    {
        (Product, Programs, _off) = (product, [.. programs], off);
        Rules = [.. programs.Select(program => program.Rule), .. reports];
        _byId = programs.ToDictionary(p => p.Rule.RuleId, StringComparer.Ordinal);
        _byReport = reports.SelectMany(rule => rule.ReportCodes.Select(code => (code, rule))).ToDictionary(r => r.code, r => r.rule, StringComparer.Ordinal);
        _starts = [.. programs.Select(p => p.Variants is null ? p.Watch.Needs : SlotRange.Any)];
        WatchesSilence = Programs.Any(p => p.Watch is NoDataWatch);
    }

    public ProductId Product { get; }

    /// <summary>Those that are switched on, in the order of the documents; what speaks for devices' own reports comes last.</summary>
    public IReadOnlyList<CompiledRule> Rules { get; }

    /// <summary>Whether one of them rings when nothing comes.</summary>
    public bool WatchesSilence { get; }

    /// <summary>How long before a time the readings must begin for the rules to say about it what they say live; a day at least, for what is open.</summary>
    public TimeSpan LooksBack => Programs.Select(p => p.Watch.LooksBack + (p.Hold ?? TimeSpan.Zero)).Append(TimeSpan.FromDays(1)).Max();

    /// <summary>Whether one of them looks at other devices of the product.</summary>
    public bool ComparesPeers => Programs.Any(p => p.Watch is PeersWatch);

    internal RuleProgram[] Programs { get; }

    /// <summary>The rule that speaks for a code a device reports itself; null: the report speaks for itself.</summary>
    public CompiledRule? OfReport(string code) => _byReport.GetValueOrDefault(code);

    /// <summary>Each document is one rule, or a list under <c>rules:</c> with the product above it.</summary>
    /// <returns>null when anything is wrong; all faults are listed.</returns>
    public static CompiledRuleset? Compile(IReadOnlyList<string> documents, MetricSchema schema, int version, List<DocumentFault> faults) =>
        Compile([.. documents.Select(text => (text, version))], schema, faults);

    /// <summary>The same, for documents that each have a version of their own.</summary>
    public static CompiledRuleset? Compile(IReadOnlyList<(string Text, int Version)> documents, MetricSchema schema, List<DocumentFault> faults)
    {
        var before = faults.Count;
        var reader = new RuleReader(schema);
        var (programs, reports) = (new List<RuleProgram>(), new List<CompiledRule>());
        var (ids, off, codes) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (text, version) in documents)
        {
            var first = faults.Count;
            if (DocumentMap.Parse(text, faults) is { } map) Read(map, version);
            faults.SortByPlace(first);
        }

        return faults.Count == before ? new(schema.Product, programs, reports, off) : null;

        void Read(DocumentMap map, int version)
        {
            if (!map.Has("rules"))
            {
                Add(map, new(version, Listed: false, Shadow: false));
                return;
            }

            reader.CheckProduct(map, required: true);
            var shadow = map.Flag("shadow") ?? false;
            foreach (var item in map.Maps("rules")) Add(item, new(version, Listed: true, shadow));
            map.Done();
        }

        void Add(DocumentMap map, RulePlace place)
        {
            if (map.Text("ruleId") is { } id && !ids.Add(id)) map.Fault("ruleId", "rule.duplicate", $"'{id}' is there twice.");
            var (rule, program) = reader.Read(map, place);
            if (rule is null) return;
            if (map.Flag("enabled") == false) off.Add(rule.RuleId);
            else if (program is not null) programs.Add(program);
            else if (rule.ReportCodes.FirstOrDefault(code => !codes.Add(code)) is { } twice) map.Fault("report", "rule.duplicate", $"Two rules speak for '{twice}'.");
            else reports.Add(rule);
        }
    }

    /// <summary>false: the program of this index has nothing to say to these numbers as long as it remembers nothing.</summary>
    internal bool MayStart(int program, ReadOnlySpan<double> numbers) => _starts[program].Admits(numbers);

    internal RuleProgram? Find(string ruleId) => _byId.GetValueOrDefault(ruleId);

    internal bool IsOff(string ruleId) => _off.Contains(ruleId);
}
