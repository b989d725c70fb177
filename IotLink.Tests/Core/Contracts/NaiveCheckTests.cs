using System.Globalization;
using CsCheck;
using IotLink.Core.Contracts;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Tests.Core.Contracts;

/// <summary>The compiled check against one that reads like the standard's text, on contracts and readings made at random.</summary>
public sealed class NaiveCheckTests
{
    private static readonly string[] Names = ["a", "b", "c"];
    private static readonly string[] Types = ["number", "integer", "boolean", "string"];

    private static readonly Gen<Promise> Promises =
        from type in Gen.Int[-1, 3]
        from required in Gen.Bool
        from low in Gen.Int[-2, 2]
        from span in Gen.Int[-1, 3]
        from listed in Gen.Bool
        from strictness in Gen.Int[0, 2]
        select new Promise(type < 0 ? null : Types[type], required, low, span < 0 ? null : low + span, listed, (Strictness)strictness);

    private static readonly Gen<object?> Things = Gen.OneOf(
        Gen.Int[0, 0].Select(_ => (object?)null), Gen.Int[-3, 3].Select(i => (object?)(double)i), Gen.Int[-6, 6].Select(i => (object?)(i / 2.0)),
        Gen.Bool.Select(b => (object?)b), Gen.Int[0, 3].Select(n => (object?)new string('1', n)));

    [Fact]
    public void The_compiled_check_says_what_the_naive_one_says() =>
        Gen.Select(Promises.Array[3], Things.Array[3]).Sample(
            (promises, things) =>
            {
                var schema = ContractText.Schema();
                var contract = ContractText.Compile(ContractText.Of(promises.Select((p, i) => p.Text(Names[i])), ["{id: order, type: custom, engine: iotlink, implementation: a <= b}"]), schema);
                var values = ContractText.Values(schema, [.. Names.Zip(things).Where(p => p.Second is not null).Select(p => (p.First, p.Second!))]);
                var marks = ReadingMarks.None;
                var breaches = new List<ContractBreach>();
                var refused = contract.Check(values, ref marks, breaches) is not null;
                var (expected, kept) = Naive(promises, things);
                Assert.Equal(expected, breaches.Select(b => $"{b.Rule.Id} {b.Outcome}"));
                Assert.Equal(expected.Exists(e => e.EndsWith("Reject", StringComparison.Ordinal)), refused);
                if (!refused) Assert.Equal(kept, Names.Select(n => schema.TryGetSlot(n, out var slot) && values.KindOf(slot) != MetricKind.Absent));
                Assert.Equal(expected.Exists(e => !e.EndsWith("Reject", StringComparison.Ordinal)), marks != ReadingMarks.None);
            },
            iter: 3000);

    private static (List<string> Breaches, bool[] Kept) Naive(Promise[] promises, object?[] things)
    {
        var (breaches, left) = (new List<string>(), things.ToArray());
        for (var i = 0; i < Names.Length; i++)
        {
            if (promises[i].Broken(left[i]) is not { } what) continue;
            var outcome = left[i] is null && promises[i].Strictness == Strictness.Drop ? Strictness.Mark : promises[i].Strictness;
            breaches.Add($"{Names[i]}.{what} {outcome}");
            if (outcome == Strictness.Reject) return (breaches, []);
            if (outcome == Strictness.Drop) left[i] = null;
        }

        if (Number(left[0]) is { } a && Number(left[1]) is { } b && a > b) breaches.Add("order Mark");
        return (breaches, [.. left.Select(v => v is not null)]);
    }

    private static double? Number(object? value) => value switch { double d => d, bool t => t ? 1 : 0, _ => null };

    private sealed record Promise(string? Type, bool Required, int Low, int? High, bool Listed, Strictness Strictness)
    {
        public string? Broken(object? value)
        {
            if (value is null) return Required ? "required" : null;
            if (!IsOfType(value)) return "type";
            if (HasLimits && !(Size(value) >= Smallest && Size(value) <= High)) return "range";
            return Listed && Convert.ToString(value, CultureInfo.InvariantCulture) is not ("1" or "2" or "11" or "True") ? "list" : null;
        }

        public string Text(string name)
        {
            var limits = !HasLimits ? "" : Type == "string" ? $", logicalTypeOptions: {{minLength: {Smallest}, maxLength: {High}}}" : $", logicalTypeOptions: {{minimum: {Smallest}, maximum: {High}}}";
            var quality = Listed ? ", quality: [{metric: invalidValues, arguments: {validValues: [1, 2, '11', true]}, mustBe: 0}]" : "";
            return $"{{name: {name}{(Type is null ? "" : $", logicalType: {Type}")}, required: {(Required ? "true" : "false")}{limits}{quality}, "
                + $"customProperties: [{{property: onViolation, value: {Strictness.ToString().ToLowerInvariant()}}}]}}";
        }

        private bool HasLimits => Type is "number" or "integer" or "string" && High is not null && High >= Smallest;

        private int Smallest => Type == "string" ? Math.Max(0, Low) : Low;

        private bool IsOfType(object value) => Type switch
        {
            "number" => value is double,
            "integer" => value is double d && d % 1 == 0,
            "boolean" => value is bool,
            "string" => value is string,
            _ => true,
        };

        private static double Size(object value) => value is string text ? text.Length : (double)value;
    }
}
