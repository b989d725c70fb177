using IotLink.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IotLink.Tests.Core.Rules;

/// <summary>One comparison of the rule engine written as another.</summary>
/// <param name="File">Relative to <c>IotLink.Core/Rules</c>.</param>
/// <param name="Was">The comparison as it is.</param>
internal sealed record RuleMutant(string File, int Line, string Was, string Operator, SyntaxTree Tree)
{
    /// <summary>What decides; how documents are read has tests of its own.</summary>
    private static readonly string[] Deciding =
    [
        "RuleEngine.cs", "RuleEngine.Memory.cs", "DeviceRules.cs", "RuleState.cs", "RuleStateCodec.cs", "RuleTimers.cs", "RuleProgram.cs", "RuleVariants.cs",
        "RuleClearing.cs", "Watches/", "Calendars/RuleSchedule.cs", "Calendars/HolidayCalendar.cs",
    ];

    private static readonly Dictionary<SyntaxKind, SyntaxKind[]> Others = new()
    {
        [SyntaxKind.LessThanToken] = [SyntaxKind.LessThanEqualsToken, SyntaxKind.GreaterThanEqualsToken],
        [SyntaxKind.LessThanEqualsToken] = [SyntaxKind.LessThanToken, SyntaxKind.GreaterThanToken],
        [SyntaxKind.GreaterThanToken] = [SyntaxKind.GreaterThanEqualsToken, SyntaxKind.LessThanEqualsToken],
        [SyntaxKind.GreaterThanEqualsToken] = [SyntaxKind.GreaterThanToken, SyntaxKind.LessThanToken],
        [SyntaxKind.EqualsEqualsToken] = [SyntaxKind.ExclamationEqualsToken],
        [SyntaxKind.ExclamationEqualsToken] = [SyntaxKind.EqualsEqualsToken],
    };

    public static string Folder { get; } = Path.Combine(Repository.Root, "IotLink.Core", "Rules");

    public static IReadOnlyDictionary<string, SyntaxTree> Sources { get; } = Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .ToDictionary(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'), path => Parse(System.IO.File.ReadAllText(path)), StringComparer.Ordinal);

    /// <summary>Every comparison, at its boundary and turned round.</summary>
    public static IEnumerable<RuleMutant> All() =>
        from source in Sources
        where Deciding.Any(d => source.Key.StartsWith(d, StringComparison.Ordinal))
        let root = source.Value.GetRoot()
        from token in root.DescendantTokens()
        where token.Parent is BinaryExpressionSyntax or RelationalPatternSyntax && Others.ContainsKey(token.Kind())
        from other in Others[token.Kind()]
        let replaced = SyntaxFactory.Token(token.LeadingTrivia, other, token.TrailingTrivia)
        select new RuleMutant(
            source.Key, token.GetLocation().GetLineSpan().StartLinePosition.Line + 1, token.Parent!.ToString(), SyntaxFacts.GetText(other),
            Parse(root.ReplaceToken(token, replaced).ToFullString())); // read anew: a node keeps its kind whatever token stands in it

    public static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest));

    public override string ToString() => $"{File}:{Line} {Was} with {Operator}";
}
