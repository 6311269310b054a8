"""The planner learns of a county that was loaded, though the tables hold many others."""

from sqlalchemy import text

from yipanqi_core.database.connection import Database


async def test_tables_that_are_loaded_are_analysed_again_after_a_hundredth_is_new(database: Database) -> None:
    async with database.transaction(None) as connection:
        rows = await connection.execute(text("SELECT relname, reloptions FROM pg_class WHERE reloptions IS NOT NULL"))
        options = {row.relname: row.reloptions for row in rows}
    for table in ("projects", "items", "monthly_figures", "records", "issues", "project_events", "audit"):
        wanted = {"autovacuum_analyze_scale_factor=0.01", "autovacuum_analyze_threshold=100"}
        assert wanted <= set(options[table]), table
