using System.Globalization;
using System.Text.Json.Nodes;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Expressions;
using IotLink.Core.Notifications;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Actions.Catalogue;

/// <summary>Reads one action of a document.</summary>
internal sealed class ActionReader(ProductId product, int version)
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromHours(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);
    private const int MostRetries = 5;

    /// <summary>The document's product must be the catalogue's.</summary>
    public void CheckProduct(DocumentMap map, bool required)
    {
        if (map.Text("productId", required) is { } said && said != product.Value)
            map.Fault("productId", "product.other", $"The action is about product '{said}', expected '{product}'.");
    }

    /// <returns>null when something is wrong, which is in the faults.</returns>
    public DeviceAction? Read(DocumentMap map, bool listed)
    {
        var before = map.Faults.Count;
        var id = Word(map, "actionId", required: true) ?? "";
        CheckProduct(map, required: !listed);
        var parameters = map.Maps("parameters").Select(Parameter).OfType<ActionParameter>().ToList();
        foreach (var twice in parameters.GroupBy(p => p.Name, StringComparer.Ordinal).Where(g => g.Count() > 1)) map.Fault("parameters", "action.duplicate", $"'{twice.Key}' is there twice.");
        var transport = map.Choice<ActionWay>("transport") ?? ActionWay.Shadow;
        var limits = map.Map("limits");
        var action = new DeviceAction
        {
            Id = id,
            Product = product,
            Version = version,
            Titles = Texts(map, "title"),
            Description = map.Text("description"),
            Command = Word(map, "command", required: false) ?? id,
            Transport = transport == ActionWay.Shadow ? ActionTransport.Shadow : ActionTransport.ControlRequest,
            Desired = Desired(map, transport, parameters),
            Parameters = parameters,
            Timeout = Duration(map, "timeout", LongestAnswer) ?? TimeSpan.FromSeconds(30),
            Retries = Retries(map),
            TimeToLive = Duration(map, "ttl", Longest) ?? TimeSpan.FromHours(1),
            Success = Condition(map, "success"),
            Verify = Duration(map, "verify", Longest) ?? TimeSpan.FromMinutes(2),
            Interlocks = [.. map.Maps("interlocks").Select(Interlock).OfType<Interlock>()],
            PerDevice = limits is null ? null : Cap(limits, "device"),
            PerFleet = limits is null ? null : Cap(limits, "fleet"),
            Quiet = Quiet(map),
            NeedsApproval = map.Choice<ActionApproval>("approval") == ActionApproval.Second_Person,
        };
        if (map.Has("verify") && !map.Has("success")) map.Fault("verify", "action.verify", "There is nothing to wait for; write the 'success' criterion, too.");
        limits?.Done();
        map.Done();
        return map.Faults.Count == before ? action : null;
    }

    private static string? Word(DocumentMap map, string key, bool required)
    {
        var word = map.Text(key, required);
        if (word is null || Identifier.IsValid(word)) return word;
        map.Fault(key, "value.type", $"'{word}' is no id: 1 to {Identifier.MaxLength} characters of A-Z a-z 0-9 _ - : are allowed.");
        return null;
    }

    private static ActionParameter? Parameter(DocumentMap map)
    {
        var before = map.Faults.Count;
        var parameter = new ActionParameter(Word(map, "name", required: true) ?? "", map.Choice<ParameterType>("type") ?? ParameterType.Number)
        {
            Minimum = map.Number("minimum"),
            Maximum = map.Number("maximum"),
            Choices = [.. map.Items("choices").Select(i => (i.Node as YamlScalarNode)?.Value ?? "")],
            Unit = map.Text("unit"),
            Default = map.Text("default"),
            Titles = Texts(map, "title"),
        };
        if (parameter.Name == "id") map.Fault("name", "action.parameter", "'id' is the command's own id; choose another name.");
        if (parameter.Minimum > parameter.Maximum) map.Fault("minimum", "action.parameter", "The minimum is above the maximum.");
        if (parameter.Type == ParameterType.Choice && parameter.Choices.Count == 0) map.Missing(["choices"], "A choice needs 'choices'.");
        if (parameter.Type is not (ParameterType.Number or ParameterType.Integer) && (parameter.Minimum ?? parameter.Maximum) is not null)
            map.Fault("action.parameter", "Only numbers have a minimum and a maximum.");
        if (parameter.Default is { } value && map.Faults.Count == before && parameter.Fault(value) is { } fault) map.Fault("default", "action.parameter", fault);
        map.Done();
        return map.Faults.Count == before ? parameter : null;
    }

    private static Interlock? Interlock(DocumentMap map)
    {
        var when = Condition(map, "when", required: true);
        var why = Texts(map, "why");
        map.Done();
        return when is null ? null : new(when, why);
    }

    private static TelemetryCondition? Condition(DocumentMap map, string key, bool required = false)
    {
        if (map.Text(key, required) is not { } text || map.Node(key) is not YamlScalarNode node) return null;
        var faults = new List<ExpressionFault>();
        var condition = TelemetryCondition.Compile(text, faults);
        var path = map.Path.Length == 0 ? key : $"{map.Path}.{key}";
        map.Faults.AddRange(faults.Select(f => f.In(node, path)));
        return condition;
    }

    private static TimeSpan? Duration(DocumentMap map, string key, TimeSpan longest)
    {
        if (map.Duration(key) is not { } duration) return null;
        if (duration > TimeSpan.Zero && duration <= longest) return duration;
        map.Fault(key, "value.range", $"Expected more than 0 and at most {Durations.Print(longest)}.");
        return null;
    }

    private static int Retries(DocumentMap map)
    {
        var retries = map.Integer("retries") ?? 0;
        if (retries is >= 0 and <= MostRetries) return (int)retries;
        map.Fault("retries", "value.range", $"Expected 0 to {MostRetries}, found {retries}.");
        return 0;
    }

    private static RateCap? Cap(DocumentMap limits, string key)
    {
        if (limits.Text(key) is not { } text) return null;
        if (RateCap.Parse(text) is { } cap) return cap;
        limits.Fault(key, "value.type", $"Expected a cap such as 3 per 1h, at most over {Durations.Print(RateCap.Longest)}; found '{text}'.");
        return null;
    }

    private static QuietHours? Quiet(DocumentMap map)
    {
        if (map.Map("quietHours") is not { } hours) return null;
        var (from, to) = (Hour(hours, "from"), Hour(hours, "to"));
        hours.Done();
        return from is { } start && to is { } end ? new(start, end) : null;
    }

    private static TimeOnly? Hour(DocumentMap map, string key)
    {
        if (map.Text(key, required: true) is not { } text) return null;
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time;
        map.Fault(key, "value.type", $"Expected a time such as \"22:00\", found '{text}'.");
        return null;
    }

    private static JsonObject? Desired(DocumentMap map, ActionWay transport, List<ActionParameter> parameters)
    {
        if (map.Map("desired") is not { } desired) return null;
        if (transport != ActionWay.Shadow) map.Fault("desired", "action.transport", "Only an action over the shadow has desired keys.");
        var json = DesiredState.Read(desired.Yaml);
        if (json.Count == 0) map.Fault("desired", "value.type", "Expected at least one key.");
        var names = parameters.ConvertAll(p => p.Name);
        foreach (var unknown in DesiredState.PlacesIn(json).Where(p => p != DesiredState.Id && !names.Contains(p)))
            map.Fault("desired", "action.parameter", $"There is no parameter '{unknown}'.");
        return json;
    }

    /// <summary>Texts by language; one text for all under the empty key.</summary>
    private static Dictionary<string, string> Texts(DocumentMap map, string key)
    {
        if (map.Node(key) is not YamlMappingNode) return map.Text(key) is { } text ? new() { [""] = text } : [];
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var languages = map.Map(key)!;
        if (languages.Text("ko") is { } korean) texts["ko"] = korean;
        if (languages.Text("en") is { } english) texts["en"] = english;
        languages.Done();
        return texts;
    }

    /// <summary>As documents spell it.</summary>
    private enum ActionWay { Shadow, Control_Request }

    private enum ActionApproval { None, Second_Person }
}
