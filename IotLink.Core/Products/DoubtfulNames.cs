using System.Text.RegularExpressions;
using IotLink.Core.Documents;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Products;

/// <summary>
/// The words that stand where a document could not be read: below an unknown key, or in a value of the wrong shape. What uses one of them
/// is not called unknown: its fault has been told already.
/// </summary>
internal static partial class DoubtfulNames
{
    public static IReadOnlySet<string> In(YamlNode root, IEnumerable<DocumentFault> faults)
    {
        var places = faults.ToLookup(f => f.Code, f => ((long)f.Line, (long)f.Column));
        var (keys, values) = (places["key.unknown"].ToHashSet(), places["value.type"].ToHashSet());
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (keys.Count + values.Count > 0) Look(root, lost: false);
        return names;

        void Look(YamlNode node, bool lost)
        {
            lost |= values.Contains(At(node));
            switch (node)
            {
                case YamlScalarNode { Value: { } text } when lost:
                    names.UnionWith(Words(text));
                    break;
                case YamlSequenceNode list:
                    foreach (var item in list.Children) Look(item, lost);
                    break;
                case YamlMappingNode map:
                    foreach (var (key, value) in map.Children)
                    {
                        Look(key, lost);
                        Look(value, lost || keys.Contains(At(key)));
                    }

                    break;
            }
        }
    }

    /// <summary>The text itself and every name in it.</summary>
    public static IEnumerable<string> Words(string text) => Word().Matches(text).Select(m => m.Value).Append(text);

    private static (long Line, long Column) At(YamlNode node) => (node.Start.Line, node.Start.Column);

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Word();
}
