using System.Reflection;
using System.Runtime.Loader;
using IotLink.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IotLink.Tests.Core.Rules;

/// <summary>
/// Compiles the rule engine once more, with one comparison changed, together with what plays the scenarios, and plays them. All else it
/// uses is the core as it is. Loops are counted, so that a mutant that never ends does.
/// </summary>
internal sealed class MutatedEngine
{
    private const string Guard = "internal static class LoopGuard { public static int Left; public static void Step() { if (--Left < 0) throw new System.TimeoutException(); } }";
    private const string Usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks; global using Xunit;";
    private const int LongestLoop = 100_000;

    private readonly CSharpCompilation _whole;
    private readonly Dictionary<string, SyntaxTree> _trees;
    private readonly List<(string Name, string Keys, string Timeline, string Said)> _scenarios;

    public MutatedEngine()
    {
        _trees = RuleMutant.Sources.ToDictionary(s => s.Key, s => Guarded(s.Value));
        var scenario = RuleMutant.Parse(File.ReadAllText(Path.Combine(Repository.Root, "IotLink.Tests", "Core", "Rules", "RuleScenario.cs")));
        // The core lets a test assembly of this name see its insides; the one that runs is left out.
        const string name = "IotLink.Tests";
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) != name).Select(path => MetadataReference.CreateFromFile(path));
        _whole = CSharpCompilation.Create(
            name, [.. _trees.Values, scenario, RuleMutant.Parse(Usings), RuleMutant.Parse(Guard)], references,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true));
        _scenarios = [.. RuleScenarioTests.Rows.Select(r => (r.Key, r.Value.Keys, r.Value.Timeline, r.Value.Said))];
    }

    /// <returns>The scenario that says something else; null when all say the same.</returns>
    /// <param name="mutant">null: the engine as it is.</param>
    public string? Play(RuleMutant? mutant)
    {
        var compilation = mutant is null ? _whole : _whole.ReplaceSyntaxTree(_trees[mutant.File], Guarded(mutant.Tree));
        using var stream = new MemoryStream();
        var emitted = compilation.Emit(stream);
        if (!emitted.Success) throw new InvalidOperationException($"{mutant} does not compile: {emitted.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error)}");
        stream.Position = 0;
        var context = new AssemblyLoadContext(mutant?.ToString(), isCollectible: true);
        try
        {
            var assembly = context.LoadFromStream(stream);
            var (type, left) = (assembly.GetType(typeof(RuleScenario).FullName!)!, assembly.GetType("LoopGuard")!.GetField("Left")!);
            for (var i = 0; i < 2 * _scenarios.Count; i++)
            {
                var (name, keys, timeline, said) = _scenarios[i % _scenarios.Count];
                left.SetValue(null, LongestLoop);
                if (Play(type, keys, timeline, restartAlways: i >= _scenarios.Count) == said) continue;
                // What has found one is likely to find the next.
                var killer = _scenarios[i % _scenarios.Count];
                _scenarios.RemoveAt(i % _scenarios.Count);
                _scenarios.Insert(0, killer);
                return name;
            }

            return null;
        }
        finally
        {
            context.Unload();
        }
    }

    private static string Play(Type type, string keys, string timeline, bool restartAlways)
    {
        try
        {
            var scenario = Activator.CreateInstance(type, keys, restartAlways);
            return (string)type.GetMethod(nameof(RuleScenario.Play))!.Invoke(scenario, [timeline])!;
        }
        catch (TargetInvocationException e)
        {
            return e.InnerException!.GetType().Name;
        }
    }

    private static SyntaxTree Guarded(SyntaxTree tree) => tree.WithRootAndOptions(new Counting().Visit(tree.GetRoot()), tree.Options);

    private sealed class Counting : CSharpSyntaxRewriter
    {
        private static readonly StatementSyntax Step = SyntaxFactory.ParseStatement("global::LoopGuard.Step();");

        public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node) => base.VisitWhileStatement(node.WithStatement(Counted(node.Statement)));

        public override SyntaxNode? VisitForStatement(ForStatementSyntax node) => base.VisitForStatement(node.WithStatement(Counted(node.Statement)));

        private static BlockSyntax Counted(StatementSyntax body) => SyntaxFactory.Block(Step, body);
    }
}
